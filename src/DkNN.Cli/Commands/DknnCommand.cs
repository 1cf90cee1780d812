using System.CommandLine;
using System.CommandLine.Help;

namespace DkNN.Cli;

/// <summary><c>dknn</c>: all commands.</summary>
internal sealed class DknnCommand : RootCommand
{
    public DknnCommand()
        : base("Deep k-nearest neighbours: credible, explainable and robust predictions.")
    {
        // The library's other names for it, such as /h, are paths to everybody else, and a shell would offer them.
        var help = Options.OfType<HelpOption>().Single();
        help.Aliases.Clear();
        help.Aliases.Add(HelpExamples.Short);
        Subcommands.Add(new RunCommand());
        Subcommands.Add(new ClassifyCommand());
        Subcommands.Add(new ExplainCommand());
        Subcommands.Add(new ReportCommand());
        Subcommands.Add(new CompareCommand());
        Subcommands.Add(new ReproduceCommand());
        Subcommands.Add(new ExperimentsCommand());
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
