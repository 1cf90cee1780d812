using System.CommandLine;

namespace DkNN.Cli;

/// <summary><c>dknn</c>: all commands.</summary>
internal sealed class DknnCommand : RootCommand
{
    public DknnCommand()
        : base("Deep k-nearest neighbours: credible, explainable and robust predictions.")
    {
        Subcommands.Add(new RunCommand());
        Subcommands.Add(new ClassifyCommand());
        Subcommands.Add(new ExplainCommand());
        Subcommands.Add(new ReportCommand());
        Subcommands.Add(new CompareCommand());
        Subcommands.Add(new ModelCommand());
        Subcommands.Add(new ActivationsCommand());
        Subcommands.Add(new BenchCommand());
        Subcommands.Add(new EngineCommand());
        Subcommands.Add(new PluginsCommand());
        Subcommands.Add(new DataCommand());
        Subcommands.Add(new CacheCommand());
        Subcommands.Add(new DoctorCommand());
    }
}
