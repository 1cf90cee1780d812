using BenchmarkDotNet.Attributes;
using DkNN.Vectors;

namespace DkNN.Benchmarks.Vectors;

/// <summary>Distances of one query to a thousand rows that follow no order, as a graph's walker meets them.</summary>
[Config(typeof(RateConfig))]
public unsafe class DistanceBenchmarks : IDisposable
{
    private const int RowCount = 4_000;
    private const int Visited = 1_000;

    private readonly int[] _visits = new int[Visited];
    private RowMatrix _rows = null!;
    private RowMatrix _query = null!;

    /// <summary>Floats in a row.</summary>
    [Params(10, 128, 3200, 12544)]
    public int Dimension { get; set; }

    /// <summary>Makes rows.</summary>
    [GlobalSetup]
    public void Make()
    {
        _rows = SampleRows.Make(RowCount, Dimension, seed: 1);
        _query = SampleRows.Make(1, Dimension, seed: 2);
        var random = new Random(3);
        for (int i = 0; i < Visited; i++) _visits[i] = random.Next(RowCount);
    }

    /// <summary>Frees them.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _query.Dispose();
        _rows.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Σ(a − b)².</summary>
    [Benchmark(OperationsPerInvoke = Visited)]
    public float Squared()
    {
        float sum = 0;
        foreach (int row in _visits) sum += FastDistance.Squared(_query.Pointer, _rows.Pointer + ((nint)row * _rows.Stride), _rows.Stride);
        return sum;
    }

    /// <summary>Σ a · b.</summary>
    [Benchmark(OperationsPerInvoke = Visited)]
    public float Dot()
    {
        float sum = 0;
        foreach (int row in _visits) sum += FastDistance.Dot(_query.Pointer, _rows.Pointer + ((nint)row * _rows.Stride), _rows.Stride);
        return sum;
    }
}
