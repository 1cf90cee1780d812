using System.CommandLine;
using System.Globalization;
using DkNN.Experiments;
using Spectre.Console;

namespace DkNN.Cli;

/// <summary><c>dknn cache</c>: what is kept between runs, and how to make it smaller.</summary>
internal sealed class CacheCommand : Command
{
    public CacheCommand()
        : base("cache", "List, prune and find what is kept between runs.")
    {
        Subcommands.Add(List());
        Subcommands.Add(Prune());
        Subcommands.Add(Where());
    }

    private static TextWriter Output => AnsiConsole.Console.Profile.Out.Writer;

    private static Command List()
    {
        var command = new Command("list", "List what is kept, for which runs, how large, last used first.")
        {
            CommonOptions.Cache, CommonOptions.Json,
        };
        command.SetAction(arguments =>
        {
            string root = CommonOptions.CacheRoot(arguments);
            var entries = ArtefactEntry.In(root);
            if (arguments.GetValue(CommonOptions.Json))
            {
                ListingJson.Write(new CacheListing(root, entries.Sum(entry => entry.Bytes), entries), ListingJson.Default.CacheListing);
            }
            else WriteLines(root, entries);
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Prune()
    {
        var olderThan = new Option<string?>("--older-than") { Description = "Evict what no run has used for so long: 30d, 12h or 90m." };
        var keepBytes = new Option<string?>("--keep-bytes")
        {
            Description = "Then evict what was used least recently, until the rest takes no more: 20GB, 500MB or 1GiB.",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would go." };
        var command = new Command("prune", "Evict what is old or too much. What a running process uses stays.")
        {
            olderThan, keepBytes, dryRun, CommonOptions.Cache, CommonOptions.Json,
        };
        command.SetAction(arguments =>
        {
            var age = arguments.GetValue(olderThan) is { } asked ? Quantity.Age(olderThan.Name, asked) : (TimeSpan?)null;
            var bytes = arguments.GetValue(keepBytes) is { } size ? Quantity.Bytes(keepBytes.Name, size) : (long?)null;
            if (age is null && bytes is null)
            {
                throw new ExperimentException("cache prune: say what goes, such as --older-than 30d or --keep-bytes 20GB.");
            }
            var outcome = CommonOptions.OpenCache(arguments, Console.Error.WriteLine)
                .Prune(new PruneOptions(DateTime.UtcNow - age, bytes, arguments.GetValue(dryRun)));
            if (arguments.GetValue(CommonOptions.Json)) ListingJson.Write(outcome, ListingJson.Default.PruneOutcome);
            else WriteLines(outcome, arguments.GetValue(dryRun));
            return ExitCode.Success;
        });
        HelpExamples.AddTo(
            command,
            ("dknn cache prune --older-than 30d", "what no run has used for a month"),
            ("dknn cache prune --keep-bytes 20GB --dry-run", "what would have to go to leave 20 GB"));
        return command;
    }

    private static Command Where()
    {
        var command = new Command("path", "Say where the cache is.") { CommonOptions.Cache };
        command.SetAction(arguments =>
        {
            Output.WriteLine(CommonOptions.CacheRoot(arguments));
            return ExitCode.Success;
        });
        return command;
    }

    private static void WriteLines(string root, IReadOnlyList<ArtefactEntry> entries)
    {
        int kind = entries.Select(entry => entry.Kind.Length).Append(0).Max();
        foreach (var entry in entries)
        {
            Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{entry.LastUse.ToLocalTime():yyyy-MM-dd HH:mm}  {Quantity.Of(entry.Bytes),8}  {entry.Kind.PadRight(kind)}  {What(entry)}"));
        }
        Output.WriteLine($"{Quantity.Of(entries.Sum(entry => entry.Bytes))} in {entries.Count} artefacts in {root}");
    }

    private static void WriteLines(PruneOutcome outcome, bool isDryRun)
    {
        foreach (var entry in outcome.Removed) Output.WriteLine($"{Quantity.Of(entry.Bytes),8}  {entry.Kind}  {What(entry)}");
        foreach (var entry in outcome.Used) Output.WriteLine($"{Quantity.Of(entry.Bytes),8}  {entry.Kind}  {What(entry)}: in use, stays");
        Output.WriteLine(
            $"{(isDryRun ? "Would free" : "Freed")} {Quantity.Of(outcome.BytesFreed)} of {outcome.Removed.Count} artefacts; "
            + $"{Quantity.Of(outcome.BytesLeft)} left.");
    }

    /// <summary>Names, and those parts of the key that a person can read: hashes and versions are left to JSON.</summary>
    private static string What(ArtefactEntry entry)
    {
        if (entry.Key.Count == 0) return "damaged: goes when it is next asked for";
        var readable = entry.Key.Where(part => part.Key is not ("program" or "format") && !IsHash(part.Value)).Select(part => $"{part.Key} {part.Value}");
        return string.Join(", ", entry.About.Values.Concat(readable));

        static bool IsHash(string value) => value.Length >= 16 && value.All(char.IsAsciiHexDigit);
    }
}
