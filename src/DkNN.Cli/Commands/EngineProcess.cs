using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using DkNN.Benchmarks;
using DkNN.Experiments;

namespace DkNN.Cli;

/// <summary>
/// Measures engines in processes of their own, so that one's memory and threads are its own: the runtime takes the number of processors
/// from a variable, and with it the size of its thread pool and of every parallel loop.
/// </summary>
/// <param name="pluginArguments">Options by which the process finds its plugins.</param>
internal sealed class EngineProcess(IEnumerable<string> pluginArguments)
{
    private const string ProcessorsVariable = "DOTNET_PROCESSOR_COUNT";

    /// <summary>Does a job; see <see cref="EngineRunner"/>.</summary>
    public ImmutableArray<BenchmarkLine> Run(EngineJob job, Action<string> onStep, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("dknn-bench-").FullName;
        try
        {
            string jobPath = Path.Combine(folder, "job.json"), results = Path.Combine(folder, BenchmarkFile.FileName);
            EngineJobFile.Write(jobPath, job);
            var errors = new StringBuilder();
            using var process = new Process { StartInfo = StartInfo(job, jobPath, results) };
            process.OutputDataReceived += (_, line) => { if (line.Data is { } step) onStep(step); };
            process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
            process.Start();
            using var stop = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            process.WaitForExit();
            cancellationToken.ThrowIfCancellationRequested();
            return process.ExitCode == 0 ? [.. BenchmarkFile.Read(results)] : throw Failure(process.ExitCode, errors.ToString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private ProcessStartInfo StartInfo(EngineJob job, string jobPath, string results)
    {
        string program = Environment.ProcessPath!;
        // The program stands in a file of its own, or is given to the runtime's.
        bool isRuntime = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        string[] own = isRuntime ? [typeof(EngineProcess).Assembly.Location] : [];
        return new ProcessStartInfo(program, [.. own, EngineCommand.CommandName, jobPath, results, .. pluginArguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [ProcessorsVariable] = job.Threads.ToString(CultureInfo.InvariantCulture) },
        };
    }

    /// <summary>What the process said, in its first line; where it said nothing, the system ended it.</summary>
    private static ExperimentException Failure(int code, string errors)
    {
        const string prefix = "dknn: ";
        string said = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "";
        return new ExperimentException(
            said.Length == 0 ? $"its process ended with code {code}; memory may have run out."
            : said.StartsWith(prefix, StringComparison.Ordinal) ? said[prefix.Length..]
            : said);
    }
}
