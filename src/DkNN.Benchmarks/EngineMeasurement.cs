using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;

namespace DkNN.Benchmarks;

/// <summary>
/// Measures one engine on one layer: build, searches at rising effort, save and load. What it takes of memory is that of this process, so
/// that a process should measure one engine only.
/// </summary>
public static class EngineMeasurement
{
    private const int WarmUp = 250;

    /// <summary>Six decimals say all that a clock does.</summary>
    private const int Decimals = 6;

    /// <summary>How long the runtime takes, at most, to see which code is hot and to compile it anew.</summary>
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(1);

    /// <summary>Does a job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="index">Its engine, configured.</param>
    /// <param name="onStep">Told in a few words of what is done next.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ExperimentException">An effort is out of the engine's range.</exception>
    public static ImmutableArray<BenchmarkLine> Run(
        EngineJob job, ConfiguredIndex index, Action<string> onStep, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(onStep);
        using var rows = RowFile.Open(job.Rows);
        var sets = new List<QuerySet>();
        string folder = Directory.CreateTempSubdirectory("dknn-bench-").FullName;
        try
        {
            foreach (var queries in job.Queries) sets.Add(new QuerySet(queries, rows, job, cancellationToken));
            Touch(rows);
            onStep("build");
            long start = Stopwatch.GetTimestamp();
            var built = index.Build(rows, new IndexBuildContext(job.Seed, null, cancellationToken));
            double buildSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            string path = Path.Combine(folder, "index");
            var lines = new List<BenchmarkLine>();
            long peak;
            using (built)
            {
                Sweep(job, built, sets, onStep, lines.Add, cancellationToken);
                using var process = Process.GetCurrentProcess();
                peak = process.PeakWorkingSet64;
                built.Save(path);
            }
            onStep("load");
            var (load, firstAnswer) = TimeLoad(index, path, rows, sets[0], cancellationToken);
            long bytes = new FileInfo(path).Length;
            return
            [
                .. lines.Select(line => line with
                {
                    BuildSeconds = Rounded(buildSeconds),
                    IndexBytes = bytes,
                    LoadSeconds = Rounded(load),
                    PeakBytes = peak,
                    FirstAnswerSeconds = Rounded(firstAnswer),
                }),
            ];
        }
        finally
        {
            foreach (var set in sets) set.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Sweep(
        EngineJob job,
        INeighborIndex index,
        List<QuerySet> sets,
        Action<string> onStep,
        Action<BenchmarkLine> add,
        CancellationToken cancellationToken)
    {
        var effort = index.Effort;
        // The first passes compile code and bring pages in; they are nobody's time.
        long start = Stopwatch.GetTimestamp();
        do
        {
            sets[0].Search(index, sets[0].Queries.Count, cancellationToken);
        }
        while (Stopwatch.GetElapsedTime(start) < WarmUpTime);
        if (effort is null)
        {
            Measure(BenchmarkLine.NoEffort);
        }
        else if (job.Efforts is { } given)
        {
            foreach (double value in given) MeasureAt(value);
        }
        else
        {
            var sweep = new EffortSweep(effort, job.Neighbors);
            for (double? value = sweep.First; value is not null;)
            {
                var (recall, distances) = MeasureAt(value.Value);
                // An index that measures as many rows as there are has lost against a scan.
                value = distances >= index.Count ? null : sweep.Next(recall);
            }
        }

        (double Recall, double Distances) MeasureAt(double value)
        {
            if (!(value >= effort.Least && value <= effort.Most))
            {
                throw new ExperimentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"--efforts: {value} is out of range; {effort.Name} of {job.Engine.Name} goes from {effort.Least} to {effort.Most}."));
            }
            effort.Value = value;
            string text = effort.Value.ToString(CultureInfo.InvariantCulture);
            onStep($"{effort.Name} {text}");
            return Measure(text);
        }

        (double Recall, double Distances) Measure(string at)
        {
            (double recall, double most) = (1, 0);
            foreach (var set in sets)
            {
                var (milliseconds, distances) = set.Time(index, job.Repeats, cancellationToken);
                double found = set.Recall();
                add(new BenchmarkLine
                {
                    Layer = job.Layer,
                    Engine = job.Engine.Name,
                    Options = job.Engine.Options,
                    Effort = at,
                    Threads = job.Threads,
                    Queries = set.Name,
                    Recall = Rounded(found),
                    Milliseconds = Rounded(milliseconds),
                    Neighbors = job.Neighbors,
                    Asked = set.Queries.Count,
                    Seed = job.Seed,
                    Distances = distances is { } counted ? Rounded(counted) : null,
                });
                (recall, most) = (Math.Min(recall, found), Math.Max(most, distances ?? 0));
            }
            return (recall, most);
        }
    }

    private static (double Load, double FirstAnswer) TimeLoad(
        ConfiguredIndex index, string path, RowMatrix rows, QuerySet set, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        using var loaded = index.Load(path, rows);
        double load = Stopwatch.GetElapsedTime(start).TotalSeconds;
        set.Search(loaded, 1, cancellationToken);
        return (load, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static double Rounded(double value) => Math.Round(value, Decimals);

    /// <summary>Brings mapped rows into memory, where other libraries have theirs when their clocks start.</summary>
    private static void Touch(RowMatrix rows)
    {
        float sum = 0;
        for (int row = 0; row < rows.Count; row++) sum += TensorPrimitives.Sum(rows.Row(row));
        GC.KeepAlive(sum);
    }

    /// <summary>Queries with room for their answers.</summary>
    private sealed class QuerySet : IDisposable
    {
        private readonly RowMatrix _all;
        private readonly RecallMeasure _measure;
        private readonly int _k;
        private readonly int[] _ids;
        private readonly float[] _distances;

        public QuerySet(EngineQueries queries, RowMatrix rows, EngineJob job, CancellationToken cancellationToken)
        {
            (Name, _k) = (queries.Name, job.Neighbors);
            _all = NpyFile.Read(queries.Queries, cancellationToken);
            Queries = _all.Slice(0, Math.Min(_all.Count, job.Limit ?? _all.Count));
            _measure = new RecallMeasure(rows, Queries, _k, TruthFile.Read(queries.Truth));
            _ids = new int[Queries.Count * _k];
            _distances = new float[_ids.Length];
        }

        public string Name { get; }

        public RowMatrix Queries { get; }

        /// <summary>Asks the first queries in one batch.</summary>
        public void Search(INeighborIndex index, int count, CancellationToken cancellationToken)
        {
            using var some = Queries.Slice(0, count);
            index.Search(some, _k, _ids.AsSpan(0, count * _k), _distances.AsSpan(0, count * _k), cancellationToken);
        }

        public (double Milliseconds, double? Distances) Time(INeighborIndex index, int repeats, CancellationToken cancellationToken)
        {
            Search(index, Math.Min(WarmUp, Queries.Count), cancellationToken);
            var before = index.Statistics;
            var best = TimeSpan.MaxValue;
            for (int repeat = 0; repeat < repeats; repeat++)
            {
                long start = Stopwatch.GetTimestamp();
                Search(index, Queries.Count, cancellationToken);
                var elapsed = Stopwatch.GetElapsedTime(start);
                if (elapsed < best) best = elapsed;
            }
            var after = index.Statistics;
            long asked = after.Queries - before.Queries;
            return (best.TotalMilliseconds / Queries.Count, asked > 0 ? (double)(after.Distances - before.Distances) / asked : null);
        }

        /// <summary>That of the answers to the last search of all queries.</summary>
        public double Recall() => _measure.Of(_ids);

        public void Dispose() => _all.Dispose();
    }
}
