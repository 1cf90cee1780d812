using System.Collections.Immutable;

namespace DkNN.Benchmarks;

/// <summary>Measured lines, sorted out for people.</summary>
public sealed record BenchmarkResults
{
    /// <summary>Shares of the true neighbours that engines are compared at.</summary>
    public static ImmutableArray<double> Recalls { get; } = [0.9, 0.95, 0.99];

    /// <summary>Queries of the paper's experiment at full size: 9,250 test images, clean and under six attacks.</summary>
    public const int FullRun = 64_750;

    /// <summary>Neighbours a query.</summary>
    public required int Neighbors { get; init; }

    /// <summary>Threads of every engine.</summary>
    public required int Threads { get; init; }

    /// <summary>The number of threads in words.</summary>
    public string ThreadsText => TextOf(Threads);

    /// <summary>Queries that total times are for.</summary>
    public required int Workload { get; init; }

    /// <summary>The layers.</summary>
    public required ImmutableArray<BenchmarkLayer> Layers { get; init; }

    /// <summary>The lines that the layers' engines are made of.</summary>
    public IEnumerable<BenchmarkLine> Lines =>
        Layers.SelectMany(layer => layer.Engines).SelectMany(engine => engine.Settings).SelectMany(setting => setting.Lines);

    /// <summary>Sorts lines out. Lines that were measured otherwise than is asked are left out. Only peers on as many threads and the same sets of queries are compared with.</summary>
    /// <param name="options">What was measured.</param>
    /// <param name="workload">Queries that total times are for.</param>
    /// <param name="lines">What was measured.</param>
    /// <param name="peers">What was measured of other libraries.</param>
    /// <param name="warn">Told in one line of peers that are left out.</param>
    public static BenchmarkResults Of(
        BenchmarkOptions options,
        int workload,
        IReadOnlyCollection<BenchmarkLine> lines,
        IReadOnlyCollection<BenchmarkLine> peers,
        Action<string> warn)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(warn);
        foreach (var other in peers.Where(line => line.Threads != options.Threads).GroupBy(line => (line.Engine, line.Threads)))
        {
            warn($"{other.Key.Engine} was measured on {TextOf(other.Key.Threads)}, not on {options.Threads}, and is left out.");
        }
        BenchmarkLine[] asked = [.. lines.Where(options.Asks)], comparable = [.. peers.Where(line => line.Threads == options.Threads)];
        return new BenchmarkResults
        {
            Neighbors = options.Neighbors,
            Threads = options.Threads,
            Workload = workload,
            Layers = [.. options.Layers.Select(Layer)],
        };

        BenchmarkLayer Layer(ExportedLayer layer)
        {
            ImmutableArray<string> sets = [.. layer.Queries.Select(queries => queries.Name)];
            return new BenchmarkLayer(
                layer.Name, layer.Count, layer.Dimension, sets,
                [.. Engines(layer.Name, sets, asked, isPeer: false), .. Engines(layer.Name, sets, comparable, isPeer: true)]);
        }

        IEnumerable<BenchmarkEngine> Engines(
            string layer, ImmutableArray<string> sets, IReadOnlyCollection<BenchmarkLine> all, bool isPeer) =>
            from line in all
            where line.Layer == layer
            group line by line.Label into engine
            let settings = Settings(engine, sets).ToImmutableArray()
            where IsWhole(engine.Key, layer, settings)
            select new BenchmarkEngine(engine.Key, isPeer, settings);

        bool IsWhole(string engine, string layer, ImmutableArray<BenchmarkSetting> settings)
        {
            if (settings.Length > 0) return true;
            warn($"{engine} was not measured on all sets of queries of {layer}, and is left out.");
            return false;
        }
    }

    private static string TextOf(int threads) => threads == 1 ? "1 thread" : $"{threads} threads";

    private static IEnumerable<BenchmarkSetting> Settings(IEnumerable<BenchmarkLine> engine, ImmutableArray<string> sets) =>
        from line in engine
        where sets.Contains(line.Queries)
        group line by line.Effort into effort
        let lines = effort.DistinctBy(line => line.Queries).OrderBy(line => sets.IndexOf(line.Queries)).ToImmutableArray()
        where lines.Length == sets.Length
        select new BenchmarkSetting(effort.Key, lines);
}
