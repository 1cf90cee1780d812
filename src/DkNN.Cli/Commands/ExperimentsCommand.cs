using System.CommandLine;
using DkNN.Experiments;
using Spectre.Console;

namespace DkNN.Cli;

/// <summary><c>dknn experiments</c>: what <see cref="ReproduceCommand"/> can do.</summary>
internal sealed class ExperimentsCommand : Command
{
    public ExperimentsCommand()
        : base("experiments", "List the declared experiments.")
    {
        var list = new Command("list", "List the experiments that 'dknn reproduce' knows.");
        list.Options.Add(CommonOptions.Json);
        list.SetAction(List);
        Subcommands.Add(list);
    }

    private static int List(ParseResult arguments)
    {
        if (arguments.GetValue(CommonOptions.Json))
        {
            ListingJson.Write([.. ThesisExperiments.All.Select(ListedExperiment.Of)], ListingJson.Default.ImmutableArrayListedExperiment);
            return ExitCode.Success;
        }
        var table = new Table().Border(TableBorder.Rounded).AddColumns("experiment", "what it is", "published figures");
        foreach (var experiment in ThesisExperiments.All)
        {
            table.AddRow(new Text(experiment.Name), new Text(experiment.Title), new Text($"{experiment.Published.Length}"));
        }
        AnsiConsole.Console.Write(table);
        return ExitCode.Success;
    }
}
