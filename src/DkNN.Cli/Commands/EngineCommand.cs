using System.CommandLine;
using DkNN.Benchmarks;

namespace DkNN.Cli;

/// <summary><c>dknn bench-engine</c>: what <see cref="EngineProcess"/> starts; not for people.</summary>
internal sealed class EngineCommand : Command
{
    /// <summary>Name of the command.</summary>
    public const string CommandName = "bench-engine";

    private readonly Argument<FileInfo> _job = new("JOB") { Description = "A job of 'dknn bench'." };
    private readonly Argument<FileInfo> _results = new("RESULTS") { Description = "The table to write." };

    public EngineCommand()
        : base(CommandName, "Measure one index on one layer, for 'dknn bench'.")
    {
        Hidden = true;
        Arguments.Add(_job);
        Arguments.Add(_results);
        CommonOptions.AddPluginOptions(this);
        SetAction((arguments, cancellationToken) => Task.Run(() => Run(arguments, cancellationToken), CancellationToken.None));
    }

    private int Run(ParseResult arguments, CancellationToken cancellationToken)
    {
        var job = EngineJobFile.Read(arguments.GetValue(_job)!.FullName);
        var index = CommonOptions.LoadPlugins(arguments).Index(job.Engine.Name).Plugin.Configure(job.Engine.Values());
        BenchmarkFile.Write(
            arguments.GetValue(_results)!.FullName, EngineMeasurement.Run(job, index, Console.Out.WriteLine, cancellationToken));
        return ExitCode.Success;
    }
}
