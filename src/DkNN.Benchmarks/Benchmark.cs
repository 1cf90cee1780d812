using System.Collections.Immutable;

namespace DkNN.Benchmarks;

/// <summary>Measures every engine on every layer, one after the other, and keeps the table on disk up to date.</summary>
/// <param name="options">What to measure, in range.</param>
/// <param name="run">Has one engine measured.</param>
/// <param name="cache">Where rows and true distances are kept.</param>
/// <param name="progress">Hears how it goes on.</param>
/// <param name="cancellationToken">Stops it; lines of engines that were finished are on disk.</param>
public sealed class Benchmark(
    BenchmarkOptions options, EngineRunner run, ArtefactCache cache, IRunProgress progress, CancellationToken cancellationToken)
{
    /// <summary>Measures, and writes <c>bench.csv</c>.</summary>
    /// <param name="directory">The directory to write to.</param>
    /// <param name="resume">Whether engines are left out that the directory's table has lines of already, measured as is asked now.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public BenchmarkOutcome Run(string directory, bool resume)
    {
        string path = Path.Combine(directory, BenchmarkFile.FileName);
        List<BenchmarkLine> lines = resume && File.Exists(path) ? [.. BenchmarkFile.Read(path)] : [];
        var failures = ImmutableArray.CreateBuilder<string>();
        var inputs = new BenchmarkInputs(options, cache, progress, cancellationToken);
        foreach (var layer in options.Layers)
        {
            PluginChoice[] open = [.. options.Engines.Where(engine => !lines.Exists(line => IsOf(line, layer, engine)))];
            if (open.Length == 0) continue;
            var (rows, queries) = inputs.Of(layer);
            using var stage = progress.Begin($"Measuring {layer.Name}", open.Length, "engines");
            foreach (var engine in open)
            {
                cancellationToken.ThrowIfCancellationRequested();
                try
                {
                    var job = Job(layer, engine, rows, queries);
                    lines.AddRange(run(job, step => stage.Advance(0, $"{engine.Name} {step}"), cancellationToken));
                    BenchmarkFile.Write(path, lines);
                }
                catch (ExperimentException problem)
                {
                    failures.Add($"{layer.Name} {engine.Name} is left out: {problem.Message}");
                    progress.Warn(failures[^1]);
                }
                stage.Advance(1);
            }
        }
        return new BenchmarkOutcome([.. lines], failures.ToImmutable());
    }

    private bool IsOf(BenchmarkLine line, ExportedLayer layer, PluginChoice engine) =>
        (line.Layer, line.Engine, line.Options) == (layer.Name, engine.Name, engine.Options) && options.Asks(line);

    private EngineJob Job(ExportedLayer layer, PluginChoice engine, string rows, EngineQueries[] queries) => new()
    {
        Layer = layer.Name,
        Engine = engine,
        Rows = rows,
        Queries = [.. queries],
        Efforts = options.EffortsOf(engine.Name),
        Neighbors = options.Neighbors,
        Threads = options.Threads,
        Limit = options.Limit,
        Repeats = options.Repeats,
        Seed = options.Seed,
    };
}
