using BenchmarkDotNet.Attributes;
using DkNN.Vectors;

namespace DkNN.Benchmarks.Vectors;

/// <summary>
/// Exact search over 60,000 rows for a batch of 512 queries, k = 75, at the dimensions of the baseline network's layers; beside it, in
/// the same run, the machine's peak and the kernel alone on data in the cache.
/// </summary>
[Config(typeof(ThroughputConfig))]
public unsafe class ExactSearchBenchmarks : IDisposable
{
    private const int RowCount = 60_000;
    private const int QueryCount = 512;
    private const int Neighbors = 75;
    private const int KernelRepeats = 50;

    private readonly int[] _ids = new int[QueryCount * Neighbors];
    private readonly float[] _distances = new float[QueryCount * Neighbors];
    private RowMatrix _rows = null!;
    private RowMatrix _queries = null!;
    private ExactSearch _search = null!;

    /// <summary>Floats in a row.</summary>
    [Params(12544, 3200, 128, 10)]
    public int Dimension { get; set; }

    /// <summary>Number of threads.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>Multiply-adds and additions of one invocation.</summary>
    /// <param name="method">Name of the benchmark.</param>
    /// <param name="dimension">Floats in a row.</param>
    /// <param name="threads">Number of threads.</param>
    public static double Flop(string method, int dimension, int threads) => method switch
    {
        nameof(Peak) => MachinePeak.Flop * threads,
        nameof(Kernel) => 2.0 * PanelKernel.BlockRows * PanelKernel.BlockDepth * QueryCount * KernelRepeats * threads,
        _ => 2.0 * RowCount * dimension * QueryCount,
    };

    /// <summary>Makes rows and queries.</summary>
    [GlobalSetup(Target = nameof(Search))]
    public void MakeSearch()
    {
        _rows = SampleRows.Make(RowCount, Dimension, seed: 1);
        _queries = SampleRows.Make(QueryCount, Dimension, seed: 2);
        _search = new ExactSearch(_rows, ExactSearch.WidestSimd, Threads);
    }

    /// <summary>Frees them.</summary>
    [GlobalCleanup(Target = nameof(Search))]
    public void Dispose()
    {
        _search.Dispose();
        _queries.Dispose();
        _rows.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Multiply-adds on registers alone: nothing in single precision is faster on this machine.</summary>
    [Benchmark(Baseline = true)]
    public void Peak() => Parallel.For(0, Threads, _ => MachinePeak.Run());

    /// <summary>The kernel on one block of rows and 512 queries.</summary>
    [Benchmark]
    public void Kernel() => Parallel.For(0, Threads, _ =>
    {
        var kernel = PanelKernel.For(ExactSearch.WidestSimd);
        using var block = RowMatrix.Allocate(PanelKernel.BlockRows, PanelKernel.BlockDepth);
        using var panels = RowMatrix.Allocate(QueryCount / kernel.Width, PanelKernel.BlockDepth * kernel.Width);
        using var sums = RowMatrix.Allocate(QueryCount / kernel.Width, PanelKernel.BlockRows * kernel.Width);
        for (int repeat = 0; repeat < KernelRepeats; repeat++)
        {
            for (int panel = 0; panel < panels.Count; panel++)
            {
                kernel.Multiply(
                    block.Pointer,
                    PanelKernel.BlockRows,
                    panels.Pointer + ((nint)panel * panels.Stride),
                    PanelKernel.BlockDepth,
                    sums.Pointer + ((nint)panel * sums.Stride));
            }
        }
    });

    /// <summary>The whole search, selection and exact distances included.</summary>
    [Benchmark]
    public void Search() => _search.Search(_queries, Neighbors, _ids, _distances);
}
