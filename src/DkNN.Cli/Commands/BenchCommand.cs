using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using DkNN.Benchmarks;
using DkNN.Experiments;
using DkNN.Hosting;
using DkNN.Reporting;
using DkNN.Vectors;
using Spectre.Console;

namespace DkNN.Cli;

/// <summary><c>dknn bench</c>: measures indexes on what <c>dknn activations</c> wrote, beside other libraries.</summary>
internal sealed class BenchCommand : Command
{
    private readonly Argument<DirectoryInfo> _rows =
        new("DIR") { Description = "Rows and queries, as 'dknn activations --out DIR' writes them." };

    private readonly Option<string?> _layers = new("--layers", "-l") { Description = "Layers, joined by commas. Default: all in DIR." };

    private readonly Option<string[]> _indexes = new("--index", "-i")
    {
        Description = "An index plugin, NAME or NAME:option=value,…; may be repeated. Default: all plugins.",
    };

    private readonly Option<string[]> _efforts = new("--efforts")
    {
        Description = "Efforts to measure, [NAME=]VALUE,VALUE,…, of one plugin or all; may be repeated. "
            + "Default: upwards to nearly full recall.",
    };

    private readonly Option<int> _neighbors = CommonOptions.Preset(75, "Neighbours a query.", "--neighbors", "-k");
    private readonly Option<int?> _limit = new("--limit") { Description = "Ask only the first N queries of every set." };

    private readonly Option<int> _repeats =
        CommonOptions.Preset(2, "Passes over a set of queries, of which the fastest counts.", "--repeats");

    private readonly Option<int> _seed = CommonOptions.Preset(0, "Seed of every build.", "--seed", "-s");

    private readonly Option<int> _workload = CommonOptions.Preset(
        BenchmarkResults.FullRun, "Queries that total times are for; the default is those of the paper's experiment.", "--workload");

    private readonly Option<FileInfo[]> _peers = new("--peers")
    {
        Description = "Results of benchmarks/peers/peers.py on the same rows, to compare with; may be repeated.",
    };

    private readonly Option<DirectoryInfo?> _out = new("--out", "-o") { Description = "The directory to write to. Default: DIR/bench." };

    private readonly Option<bool> _resume = new("--resume")
    {
        Description = "Keep what the directory's bench.csv has, and measure only engines that are not in it.",
    };

    public BenchCommand()
        : base("bench", "Measure indexes on exported activations: recall, speed, build, size, memory.")
    {
        Arguments.Add(_rows);
        foreach (var option in new Option[]
                 {
                     _layers, _indexes, _efforts, _neighbors, CommonOptions.Threads, _limit, _repeats, _seed, _workload, _peers, _out, _resume,
                     CommonOptions.Cache, CommonOptions.Json,
                 })
        {
            Options.Add(option);
        }
        Completions.Offer(_indexes, Completions.Indexes);
        CommonOptions.AddPluginOptions(this);
        SetAction((arguments, cancellationToken) => Task.Run(() => Run(arguments, cancellationToken), CancellationToken.None));
        HelpExamples.AddTo(
            this,
            ("dknn bench rows", "every index on every layer"),
            ("dknn bench rows --layers Conv3 -i hnsw:m=24 -i projected --limit 500", "two indexes on one layer, 500 queries a set"),
            ("dknn bench rows -i hnsw --efforts 75,150,300 --threads 1", "some efforts, on one thread"),
            ("dknn bench rows --resume --peers rows/peers.csv", "what was measured, beside other libraries"));
    }

    private int Run(ParseResult arguments, CancellationToken cancellationToken)
    {
        CommonOptions.LimitThreads(arguments, usesTorch: false);
        string rows = arguments.GetValue(_rows)!.FullName;
        int workload = arguments.GetValue(_workload);
        if (workload < 1) throw new ExperimentException($"--workload is {workload}, but must be at least 1.");
        var options = Asked(arguments, rows);
        BenchmarkLine[] peers = [.. (arguments.GetValue(_peers) ?? []).SelectMany(ReadPeers)];
        string directory = arguments.GetValue(_out)?.FullName ?? Path.Combine(rows, "bench");
        WritableDirectory.Require(directory);

        var engines = new EngineProcess(CommonOptions.PluginArguments(arguments));
        var outcome = ConsoleProgress.Show(
            progress => new Benchmark(
                options, engines.Run, CommonOptions.OpenCache(arguments, progress.Warn), progress, cancellationToken).Run(
                    directory, arguments.GetValue(_resume)));
        var results = BenchmarkResults.Of(
            options, workload, outcome.Lines, peers, warning => Console.Error.WriteLine($"warning: {warning}"));
        BenchmarkReport.Write(directory, results, cancellationToken);
        string report = Path.Combine(directory, BenchmarkReport.FileName);
        if (arguments.GetValue(CommonOptions.Json))
        {
            ListingJson.Write(new BenchListing(report, [.. results.Lines], outcome.Failures), ListingJson.Default.BenchListing);
        }
        else
        {
            BenchTable.Show(AnsiConsole.Console, results);
            Console.Out.WriteLine($"Report and pictures: {report}");
        }
        foreach (string failure in outcome.Failures) Console.Error.WriteLine($"dknn: {failure}");
        return outcome.Failures.IsEmpty ? ExitCode.Success : ExitCode.Failed;
    }

    private BenchmarkOptions Asked(ParseResult arguments, string rows)
    {
        var layers = ExportedActivations.Find(rows, [.. Parts(arguments.GetValue(_layers) ?? "")]);
        var options = new BenchmarkOptions
        {
            Layers = layers,
            Engines = Engines(arguments, CommonOptions.LoadPluginsAloud(arguments)),
            Efforts = (arguments.GetValue(_efforts) ?? []).Select(Efforts).GroupBy(efforts => efforts.Engine).ToImmutableDictionary(
                efforts => efforts.Key, efforts => efforts.SelectMany(one => one.Values).ToImmutableArray()),
            Neighbors = arguments.GetValue(_neighbors),
            Threads = SharedCores.Limit,
            Limit = arguments.GetValue(_limit),
            Repeats = arguments.GetValue(_repeats),
            Seed = arguments.GetValue(_seed),
        };
        options.RequireRanges();
        return options;
    }

    /// <summary>The plugins asked for, with options that they know: hours of other engines must not end in a slip of the pen.</summary>
    private ImmutableArray<PluginChoice> Engines(ParseResult arguments, PluginCatalogue catalogue)
    {
        string[] asked = arguments.GetValue(_indexes) ?? [];
        if (asked.Length == 0) return [.. catalogue.Indexes.Select(loaded => new PluginChoice(loaded.Plugin.Name, ""))];
        PluginChoice[] choices = [.. asked.Select(PluginChoice.Parse)];
        foreach (var choice in choices) _ = catalogue.Index(choice.Name).Plugin.Configure(choice.Values());
        return [.. choices.Select(choice => choice with { Name = catalogue.Index(choice.Name).Plugin.Name }).Distinct()];
    }

    private static (string Engine, ImmutableArray<double> Values) Efforts(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        ImmutableArray<double> values =
        [
            .. Parts(text[(equals + 1)..]).Select(part =>
                double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                    ? value
                    : throw new ExperimentException($"--efforts: '{part}' is no number; write efforts such as 75,150 or hnsw=75,150.")),
        ];
        return values.IsEmpty
            ? throw new ExperimentException($"--efforts: '{text}' names no effort; write efforts such as 75,150 or hnsw=75,150.")
            : (equals < 0 ? "" : text[..equals].Trim(), values);
    }

    private static IReadOnlyList<BenchmarkLine> ReadPeers(FileInfo file) => file.Exists
        ? BenchmarkFile.Read(file.FullName)
        : throw new ExperimentException($"--peers: '{file.FullName}' does not exist; benchmarks/peers/peers.py writes such files.");

    private static string[] Parts(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
