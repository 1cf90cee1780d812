using System.Collections.Immutable;

namespace DkNN.Benchmarks;

/// <summary>What a benchmark is asked to measure.</summary>
public sealed record BenchmarkOptions
{
    /// <summary>The layers measured.</summary>
    public required ImmutableArray<ExportedLayer> Layers { get; init; }

    /// <summary>The index plugins and their options.</summary>
    public required ImmutableArray<PluginChoice> Engines { get; init; }

    /// <summary>Efforts by the plugin's name, and under the empty name those of all others; plugins without any are swept.</summary>
    public ImmutableDictionary<string, ImmutableArray<double>> Efforts { get; init; } =
        ImmutableDictionary<string, ImmutableArray<double>>.Empty;

    /// <summary>Neighbours a query, k.</summary>
    public int Neighbors { get; init; } = 75;

    /// <summary>Threads of every engine.</summary>
    public int Threads { get; init; } = SharedCores.Limit;

    /// <summary>Queries of a set that are asked, from its beginning; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>Passes over a set of queries, of which the fastest counts.</summary>
    public int Repeats { get; init; } = 2;

    /// <summary>Seed of every build.</summary>
    public int Seed { get; init; }

    /// <summary>The efforts asked of a plugin; null where it is to be swept.</summary>
    /// <param name="engine">Name of the plugin.</param>
    public ImmutableArray<double>? EffortsOf(string engine) =>
        Efforts.TryGetValue(engine, out var own) || Efforts.TryGetValue("", out own) ? own : null;

    /// <summary>
    /// Whether a line was measured as is asked here: lines on other numbers of threads, neighbours or queries, or of another seed, may
    /// stand in the same table, but are not to be compared.
    /// </summary>
    /// <param name="line">A line of <c>bench.csv</c>.</param>
    public bool Asks(BenchmarkLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.Threads == Threads && line.Neighbors == Neighbors && line.Seed == Seed
            && Layers.Any(layer => layer.Name == line.Layer
                && layer.Queries.Any(set => set.Name == line.Queries && Math.Min(set.Count, Limit ?? set.Count) == line.Asked));
    }

    /// <summary>Refuses numbers that nothing can be measured by.</summary>
    /// <exception cref="ExperimentException">An option is out of range.</exception>
    public void RequireRanges()
    {
        Require("--neighbors", Neighbors, Layers.Min(layer => layer.Count));
        Require("--threads", Threads, SharedCores.Limit);
        Require("--limit", Limit ?? 1, int.MaxValue);
        Require("--repeats", Repeats, int.MaxValue);
        if (Efforts.Keys.FirstOrDefault(name => name.Length > 0 && !Engines.Any(engine => engine.Name == name)) is { } unknown)
        {
            throw new ExperimentException(
                $"--efforts: '{unknown}' is not among the engines. {NameSuggestion.For(unknown, Engines.Select(engine => engine.Name))}");
        }
    }

    private static void Require(string option, int value, int most)
    {
        if (value < 1 || value > most)
        {
            string range = most == int.MaxValue ? "at least 1" : $"from 1 to {most}";
            throw new ExperimentException($"{option} is {value}, but must be {range}.");
        }
    }
}
