using System.Diagnostics;

namespace DkNN.Hosting;

/// <summary>Calls a plugin's code, which may throw whatever it likes: a person must learn whose fault it is.</summary>
public static class PluginCall
{
    /// <summary>Calls it.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="kind">Kind of the plugin, as the option that names it: "attack", "index".</param>
    /// <param name="name">Name of the plugin.</param>
    /// <param name="call">The call.</param>
    /// <exception cref="PluginFailedException">The plugin threw; what the disk or the caller's own stop say is thrown as it is.</exception>
    public static T Run<T>(string kind, string name, Func<T> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        try
        {
            return call();
        }
        catch (Exception problem) when (problem is not
            (OperationCanceledException or OutOfMemoryException or IOException or InvalidDataException or UnauthorizedAccessException
            or PluginFailedException))
        {
            throw Failure(kind, name, $"failed: {FirstLine(problem)} ({problem.GetType().Name}{Place(problem)}).", problem);
        }
    }

    /// <summary>What to throw where a plugin gave what it must not.</summary>
    /// <param name="kind">Kind of the plugin, as the option that names it.</param>
    /// <param name="name">Name of the plugin.</param>
    /// <param name="fault">What it did, as the end of a sentence with its stop.</param>
    /// <param name="problem">What it threw; or null.</param>
    public static PluginFailedException Failure(string kind, string name, string fault, Exception? problem = null)
    {
        string message = $"The {kind} plugin '{name}' {fault} Mend the plugin, or choose another with --{kind}.";
        return problem is null ? new PluginFailedException(message) : new PluginFailedException(message, problem);
    }

    private static string FirstLine(Exception problem)
    {
        string message = problem.Message.Split('\n')[0].Trim();
        // What an argument is called says nothing to those who did not write the plugin.
        if (problem is ArgumentException { ParamName: { } parameter })
        {
            message = message.Replace($" (Parameter '{parameter}')", "", StringComparison.Ordinal);
        }
        return message.TrimEnd('.');
    }

    private static string Place(Exception problem) =>
        new StackTrace(problem).GetFrame(0)?.GetMethod() is { } method ? $" in {method.DeclaringType?.Name}.{method.Name}" : "";
}
