using DkNN.Data;
using DkNN.Experiments;
using DkNN.Hosting;
using DkNN.Torch;

namespace DkNN.Cli;

/// <summary>Turns what went wrong into a line for a person and a code for a script.</summary>
internal static class ErrorReport
{
    /// <summary>The variable that, at 1, has all of an error written after its line: for authors of plugins.</summary>
    public const string TraceVariable = "DKNN_STACK_TRACE";

    /// <summary>Writes the error and chooses the exit code.</summary>
    /// <param name="problem">What went wrong.</param>
    /// <param name="output">Where errors go.</param>
    public static int Write(Exception problem, TextWriter output)
    {
        var (line, code) = Told(problem);
        output.WriteLine($"dknn: {line}");
        if (Environment.GetEnvironmentVariable(TraceVariable) == "1") output.WriteLine(problem);
        return code;
    }

    private static (string Line, int Code) Told(Exception problem) => problem switch
    {
        OperationCanceledException => ("cancelled. What was finished is kept; the same command goes on from there.", ExitCode.Cancelled),
        DataSetNotFoundException { IsKnown: false } unknown =>
            ($"{unknown.Message} {NameSuggestion.For(unknown.Name, unknown.Known)}", ExitCode.WrongUsage),
        ExperimentException or PluginUnavailableException or PluginOptionException or DataSetNotFoundException
            or DirectoryNotFoundException => (problem.Message, ExitCode.WrongUsage),
        // A value that a person gave, and that nothing before has looked at; that null was passed is our own fault.
        ArgumentException and not ArgumentNullException => (ErrorLine.WithoutParameter(problem), ExitCode.WrongUsage),
        TrainingDivergedException => ($"{problem.Message} '--learning-rate' sets it.", ExitCode.Failed),
        PluginFailedException { InnerException: not null } =>
            ($"{problem.Message} {TraceVariable}=1 shows where it failed.", ExitCode.Failed),
        PluginFailedException or IOException or InvalidDataException or DataFetchException => (problem.Message, ExitCode.Failed),
        UnauthorizedAccessException =>
            ($"{problem.Message} Change the permissions of the file or of its folder, or name another place.", ExitCode.Failed),
        OutOfMemoryException => ("memory ran out. Fewer images or layers need less, and so does a smaller --batch.", ExitCode.Failed),
        DllNotFoundException or TypeInitializationException or NotSupportedException =>
            ($"{problem.Message} 'dknn doctor' shows what the loader itself says.", ExitCode.Failed),
        // No one foresaw this: a developer needs all of it.
        _ => (problem.ToString(), ExitCode.Failed),
    };
}
