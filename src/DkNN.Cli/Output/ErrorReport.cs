using DkNN.Data;
using DkNN.Experiments;
using DkNN.Hosting;
using DkNN.Torch;

namespace DkNN.Cli;

/// <summary>Turns what went wrong into a line for a person and a code for a script.</summary>
internal static class ErrorReport
{
    /// <summary>Writes the error and chooses the exit code.</summary>
    /// <param name="problem">What went wrong.</param>
    /// <param name="output">Where errors go.</param>
    public static int Write(Exception problem, TextWriter output)
    {
        switch (problem)
        {
            case OperationCanceledException:
                output.WriteLine("dknn: cancelled. What was finished is kept; the same command goes on from there.");
                return ExitCode.Cancelled;
            case DataSetNotFoundException { IsKnown: false } unknown:
                output.WriteLine($"dknn: {unknown.Message} {NameSuggestion.For(unknown.Name, unknown.Known)}");
                return ExitCode.WrongUsage;
            case ExperimentException or PluginUnavailableException or PluginOptionException
                or DataSetNotFoundException or DirectoryNotFoundException:
                output.WriteLine($"dknn: {problem.Message}");
                return ExitCode.WrongUsage;
            case TrainingDivergedException:
                output.WriteLine($"dknn: {problem.Message} '--learning-rate' sets it.");
                return ExitCode.Failed;
            case PluginFailedException or IOException or InvalidDataException or UnauthorizedAccessException or DataFetchException:
                output.WriteLine($"dknn: {problem.Message}");
                return ExitCode.Failed;
            case DllNotFoundException or TypeInitializationException or NotSupportedException:
                output.WriteLine($"dknn: {problem.Message} 'dknn doctor' shows what the loader itself says.");
                return ExitCode.Failed;
            default:
                // No one foresaw this: a developer needs all of it.
                output.WriteLine($"dknn: {problem}");
                return ExitCode.Failed;
        }
    }
}
