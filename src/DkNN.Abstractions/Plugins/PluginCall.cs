using System.Diagnostics;

namespace DkNN;

/// <summary>Calls a plugin's code, which may throw whatever it likes: a person must learn whose fault it is.</summary>
public static class PluginCall
{
    /// <summary>Calls it.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="kind">Kind of the plugin, as the option that names it: "attack", "index", "architecture".</param>
    /// <param name="name">Name of the plugin.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">The caller's own stop, which is no fault.</param>
    /// <exception cref="PluginFailedException">The plugin threw, or gave null.</exception>
    /// <exception cref="InvalidDataException">The plugin says that a file is damaged.</exception>
    /// <exception cref="IOException">The plugin says that a file cannot be read or written.</exception>
    public static T Run<T>(string kind, string name, Func<T> call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        T given;
        try
        {
            given = call();
        }
        catch (Exception problem) when (IsFault(problem, cancellationToken))
        {
            throw Told(kind, name, problem);
        }
        return given is null ? throw Failure(kind, name, "gave nothing.") : given;
    }

    /// <summary>
    /// Whether what a plugin's code threw is for <see cref="Told"/>: all but the caller's own stop, and what is told already. To run out of
    /// memory is no exception to that: mostly one array was too large, and there is memory enough to say whose.
    /// </summary>
    /// <param name="problem">What it threw.</param>
    /// <param name="cancellationToken">The caller's own stop.</param>
    public static bool IsFault(Exception problem, CancellationToken cancellationToken) => problem switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        PluginFailedException or PluginOptionException => false,
        _ => true,
    };

    /// <summary>
    /// What to throw instead of what a plugin threw, with its name. What the disk says stays what it is, for an artefact that is damaged or
    /// gone is made again.
    /// </summary>
    /// <param name="kind">Kind of the plugin, as the option that names it.</param>
    /// <param name="name">Name of the plugin.</param>
    /// <param name="problem">What it threw.</param>
    public static Exception Told(string kind, string name, Exception problem)
    {
        var cause = ErrorLine.Cause(problem);
        return cause switch
        {
            InvalidDataException => new InvalidDataException($"The {kind} plugin '{name}' says: {cause.Message}", problem),
            IOException or UnauthorizedAccessException => new IOException($"The {kind} plugin '{name}' says: {cause.Message}", problem),
            _ => Failure(kind, name, $"failed: {ErrorLine.Of(cause)} ({cause.GetType().Name}{Place(cause)}).", problem),
        };
    }

    /// <summary>What to throw where a plugin gave what it must not.</summary>
    /// <param name="kind">Kind of the plugin, as the option that names it.</param>
    /// <param name="name">Name of the plugin.</param>
    /// <param name="fault">What it did, as the end of a sentence with its stop.</param>
    /// <param name="problem">What it threw; or null.</param>
    public static PluginFailedException Failure(string kind, string name, string fault, Exception? problem = null)
    {
        string message = $"The {kind} plugin '{name}' {fault} Tell its author, or choose another with --{kind}.";
        return problem is null ? new PluginFailedException(message) : new PluginFailedException(message, problem);
    }

    private static string Place(Exception problem) =>
        new StackTrace(problem).GetFrame(0)?.GetMethod() is { } method ? $" in {method.DeclaringType?.Name}.{method.Name}" : "";
}
