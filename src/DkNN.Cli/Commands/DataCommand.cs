using System.CommandLine;
using System.Globalization;
using DkNN.Data;
using Spectre.Console;

namespace DkNN.Cli;

/// <summary><c>dknn data</c>: lists, fetches and verifies data sets.</summary>
internal sealed class DataCommand : Command
{
    public DataCommand()
        : base("data", "List, fetch and verify data sets.")
    {
        Subcommands.Add(List());
        Subcommands.Add(Fetch());
        Subcommands.Add(Verify());
    }

    private static Command List()
    {
        var command = new Command("list", "List the known data sets and where they stand.") { CommonOptions.Data, CommonOptions.Json };
        command.SetAction(arguments =>
        {
            var data = CommonOptions.OpenData(arguments);
            ListedDataSet[] sets =
            [
                .. data.Known.Select(known => new ListedDataSet(
                    known.Name, known.Description, known.Source, known.Licence, known.ClassNames.Length, known.IsBuiltIn,
                    known.IsBuiltIn ? null : data.Find(known.Name))),
            ];
            if (arguments.GetValue(CommonOptions.Json))
            {
                ListingJson.Write(new DataListing([.. sets]), ListingJson.Default.DataListing);
                return ExitCode.Success;
            }
            var table = new Table().Border(TableBorder.Rounded).AddColumns("name", "what", "where");
            foreach (var known in sets)
            {
                string where = known.IsBuiltIn ? "built in" : known.Path ?? $"not here: dknn data fetch {known.Name}";
                table.AddRow(new Text(known.Name), new Text(known.Description), new Text(where));
            }
            AnsiConsole.Write(table);
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Fetch()
    {
        var name = new Argument<string>("NAME") { Description = "A known data set." };
        Completions.Offer(name, Completions.DataSets);
        var command = new Command("fetch", "Download a data set into the user's cache, going on where an earlier download stopped.")
        {
            name
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var data = CommonOptions.OpenData(arguments);
            string directory = await data.FetchAsync(arguments.GetValue(name)!, new FetchLines(), cancellationToken);
            Console.Out.WriteLine($"{arguments.GetValue(name)} stands in {directory}.");
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Verify()
    {
        var name = new Argument<string>("NAME") { Description = "A known data set." };
        Completions.Offer(name, Completions.DataSets);
        var command = new Command("verify", "Check a data set's files against the published checksums.") { name, CommonOptions.Data };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var files = await CommonOptions.OpenData(arguments).VerifyAsync(arguments.GetValue(name)!, cancellationToken);
            foreach (var file in files)
            {
                string state = file.State switch
                {
                    FileState.Ok => "ok",
                    FileState.Missing => "missing",
                    _ => $"wrong: SHA-256 is {file.Actual}, not {file.Expected}",
                };
                Console.Out.WriteLine($"{file.Path}: {state}");
            }
            if (files.All(file => file.State == FileState.Ok)) return ExitCode.Success;
            await Console.Error.WriteLineAsync(
                $"dknn: '{arguments.GetValue(name)}' is not whole. Run 'dknn data fetch {arguments.GetValue(name)}'.");
            return ExitCode.Failed;
        });
        return command;
    }

    /// <summary>A line for every tenth of a file.</summary>
    private sealed class FetchLines : IProgress<FetchProgress>
    {
        private readonly Lock _gate = new();
        private (string File, long Tenth) _last = ("", -1);

        public void Report(FetchProgress value)
        {
            if (value.BytesTotal is not > 0) return;
            lock (_gate)
            {
                var now = (value.File, value.BytesDone * 10 / value.BytesTotal.Value);
                if (now == _last) return;
                _last = now;
                Console.Error.WriteLine(
                    string.Create(CultureInfo.InvariantCulture, $"{value.File}: {value.BytesDone:N0} of {value.BytesTotal:N0} bytes"));
            }
        }
    }
}
