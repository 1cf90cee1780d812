using BenchmarkDotNet.Attributes;
using DkNN.Vectors;

namespace DkNN.Benchmarks.Vectors;

/// <summary>
/// What the certainty of every last bit costs: a scan of 20,000 rows for 500 queries, k = 75, exactly and as the product rounds.
/// </summary>
[Config(typeof(RateConfig))]
public class ScanBenchmarks : IDisposable
{
    private const int RowCount = 20_000;
    private const int QueryCount = 500;
    private const int Neighbors = 75;

    private readonly int[] _ids = new int[QueryCount * Neighbors];
    private readonly float[] _distances = new float[QueryCount * Neighbors];
    private RowMatrix _rows = null!;
    private RowMatrix _queries = null!;
    private ExactSearch _exact = null!;
    private FastSearch _fast = null!;

    /// <summary>Floats in a row.</summary>
    [Params(10, 128, 3200, 12544)]
    public int Dimension { get; set; }

    /// <summary>Makes rows and queries.</summary>
    [GlobalSetup]
    public void Make()
    {
        _rows = SampleRows.Make(RowCount, Dimension, seed: 1);
        _queries = SampleRows.Make(QueryCount, Dimension, seed: 2);
        _exact = new ExactSearch(_rows);
        _fast = new FastSearch(_rows);
    }

    /// <summary>Frees them.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _fast.Dispose();
        _exact.Dispose();
        _queries.Dispose();
        _rows.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A query of the exact search.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = QueryCount)]
    public void Exact() => _exact.Search(_queries, Neighbors, _ids, _distances);

    /// <summary>A query of the fast search.</summary>
    [Benchmark(OperationsPerInvoke = QueryCount)]
    public void Fast() => _fast.Search(_queries, Neighbors, _ids, _distances);
}
