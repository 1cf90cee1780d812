using System.Runtime.Intrinsics;

namespace DkNN.Vectors;

/// <summary>
/// The inner loops of exact search, over one panel of queries: as many queries as two registers have lanes, transposed so that each
/// step of the depth is one line of <see cref="Width"/> floats. Rows meet the panel in blocks of <see cref="BlockRows"/> ×
/// <see cref="BlockDepth"/> that stay in the second-level cache while the panel stays in the first.
/// </summary>
/// <remarks>The blocking follows Goto and van de Geijn, "Anatomy of high-performance matrix multiplication", 2008.</remarks>
internal abstract unsafe class PanelKernel
{
    /// <summary>Rows multiplied at once: with two registers a row, twelve sums hide the latency of the multiply-add.</summary>
    public const int TileRows = 6;

    /// <summary>Rows of a block, a multiple of <see cref="TileRows"/>.</summary>
    public const int BlockRows = 192;

    /// <summary>Floats of a row in a block; also the distance between two rows of a block.</summary>
    public const int BlockDepth = 256;

    /// <summary>Queries of a panel.</summary>
    public abstract int Width { get; }

    /// <summary>The kernel for a register width.</summary>
    /// <param name="width">The width.</param>
    public static PanelKernel For(SimdWidth width) => width switch
    {
        SimdWidth.Bits512 => new PanelKernel<Simd512, Vector512<float>>(),
        SimdWidth.Bits256 => new PanelKernel<Simd256, Vector256<float>>(),
        SimdWidth.Bits128 => new PanelKernel<Simd128, Vector128<float>>(),
        _ => new PanelKernel<SimdScalar, float>(),
    };

    /// <summary>Adds the inner products of a block's rows with a panel's queries.</summary>
    /// <param name="rows">Rows, <see cref="BlockDepth"/> apart.</param>
    /// <param name="count">Number of rows, a multiple of <see cref="TileRows"/>.</param>
    /// <param name="panel">depth × <see cref="Width"/> floats.</param>
    /// <param name="depth">Floats of each row that count, from 1 to <see cref="BlockDepth"/>.</param>
    /// <param name="sums">count × <see cref="Width"/> sums.</param>
    public abstract void Multiply(float* rows, int count, float* panel, int depth, float* sums);

    /// <summary>Starts every sum of a row at the row's value.</summary>
    /// <param name="values">One value a row.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="sums">count × <see cref="Width"/> sums.</param>
    public abstract void Fill(float* values, int count, float* sums);

    /// <summary>Finds the next row with a sum that reaches its query's threshold.</summary>
    /// <param name="sums">count × <see cref="Width"/> sums.</param>
    /// <param name="row">Row to start at.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="thresholds"><see cref="Width"/> thresholds.</param>
    /// <param name="hits">One bit a query of the panel.</param>
    /// <returns>The row, or the count where there is none.</returns>
    public abstract int NextHit(float* sums, int row, int count, float* thresholds, out uint hits);
}
