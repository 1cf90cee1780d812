using System.Reflection;

namespace DkNN.Hosting;

/// <summary>Says what an exception from loading a plugin means for the person who put it there.</summary>
internal static class LoadFailure
{
    /// <summary>The refusal that stands for an exception.</summary>
    /// <param name="exception">What the runtime or the plugin threw.</param>
    public static PluginRefusedException From(Exception exception) => Cause(exception) switch
    {
        PluginRefusedException refusal => refusal,
        FileNotFoundException or FileLoadException or DllNotFoundException => new(
            PluginFailureCode.MissingDependency, Describe(exception), "Put what is missing into the plugin's folder."),
        BadImageFormatException or TypeLoadException or MissingMemberException => new(
            PluginFailureCode.LoadFailed, Describe(exception), "Build the plugin, and what it depends on, again for this program."),
        _ => new(
            PluginFailureCode.RegistrationFailed, $"Its own code failed: {Describe(exception)}", "Mend the plugin, or ask its author."),
    };

    /// <summary>A failing static initialiser or a call by reflection says nothing itself: its inner exception does.</summary>
    private static Exception Cause(Exception exception) => exception switch
    {
        TypeInitializationException { InnerException: { } inner } => Cause(inner),
        TargetInvocationException { InnerException: { } inner } => Cause(inner),
        _ => exception,
    };

    private static string Describe(Exception exception)
    {
        var cause = Cause(exception);
        return $"{cause.GetType().Name}: {cause.Message}";
    }
}
