using BenchmarkDotNet.Attributes;
using DkNN.Vectors;

namespace DkNN.Benchmarks.Vectors;

/// <summary>A thousand rows projected onto 64 directions, on all cores.</summary>
[Config(typeof(RateConfig))]
public class ProductBenchmarks : IDisposable
{
    private const int RowCount = 1_000;
    private const int Directions = 64;

    private RowMatrix _rows = null!;
    private RowMatrix _products = null!;
    private RowProduct _product = null!;

    /// <summary>Floats in a row.</summary>
    [Params(10, 128, 3200, 12544)]
    public int Dimension { get; set; }

    /// <summary>Makes rows and directions.</summary>
    [GlobalSetup]
    public void Make()
    {
        using var directions = SampleRows.Make(Directions, Dimension, seed: 2);
        _rows = SampleRows.Make(RowCount, Dimension, seed: 1);
        _products = RowMatrix.Allocate(RowCount, Directions);
        _product = new RowProduct(directions);
    }

    /// <summary>Frees them.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _product.Dispose();
        _products.Dispose();
        _rows.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The product of a row.</summary>
    [Benchmark(OperationsPerInvoke = RowCount)]
    public void Multiply() => _product.Multiply(_rows, _products);
}
