using System.Numerics;
using System.Runtime.CompilerServices;

namespace DkNN.Vectors;

/// <summary>One thread's share of a search over all rows: its block of rows, its sums, and its candidates for every query of a pass.</summary>
internal abstract unsafe class ScanWorker : IDisposable
{
    private readonly PanelKernel _kernel;
    private readonly RowMatrix _block = RowMatrix.Allocate(PanelKernel.BlockRows, PanelKernel.BlockDepth);
    private readonly RowMatrix _sums;

    /// <summary>Creates the worker's buffers.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="batch">The queries, which change from pass to pass.</param>
    protected ScanWorker(ExactRows rows, QueryBatch batch)
    {
        Rows = rows;
        Batch = batch;
        _kernel = rows.Kernel;
        _sums = RowMatrix.Allocate(batch.Packed.Count, PanelKernel.BlockRows * _kernel.Width);
    }

    protected ExactRows Rows { get; }

    protected QueryBatch Batch { get; }

    /// <summary>Forgets all candidates.</summary>
    /// <param name="keep">Candidates to keep of every query from now on, at most the batch's k.</param>
    public abstract void Start(int keep);

    /// <summary>Merges all workers' candidates for a query.</summary>
    /// <param name="workers">All workers of the pass.</param>
    /// <param name="index">The query's position in the pass.</param>
    /// <param name="ids">Takes k positions, nearest first.</param>
    /// <param name="distances">Takes k distances.</param>
    /// <returns>Whether there were k candidates.</returns>
    public abstract bool Finish(ScanWorker[] workers, int index, int* ids, float* distances);

    /// <summary>Meets one block of rows with every query of the pass.</summary>
    /// <param name="first">First row of the block.</param>
    public void Scan(int first)
    {
        var rows = Rows.Matrix;
        int count = Math.Min(PanelKernel.BlockRows, rows.Count - first);
        int tiled = (count + PanelKernel.TileRows - 1) / PanelKernel.TileRows * PanelKernel.TileRows;
        for (int start = 0; start < rows.Dimension; start += PanelKernel.BlockDepth)
        {
            int depth = Math.Min(PanelKernel.BlockDepth, rows.Dimension - start);
            CopyBlock(rows, first, count, start, depth);
            for (int panel = 0; panel < Batch.Panels; panel++)
            {
                float* sums = PointerTo(_sums, panel);
                if (start == 0) _kernel.Fill(Rows.Offsets + first, count, sums);
                _kernel.Multiply(_block.Pointer, tiled, PointerTo(Batch.Packed, panel) + ((nint)start * _kernel.Width), depth, sums);
                if (start + depth == rows.Dimension) Collect(panel, sums, first, count);
            }
        }
    }

    /// <summary>Frees the buffers.</summary>
    public void Dispose()
    {
        _block.Dispose();
        _sums.Dispose();
    }

    /// <summary>Takes a row that reached its query's threshold.</summary>
    /// <param name="query">The query's position in the pass.</param>
    /// <param name="similarity">q·x − ½‖x‖².</param>
    /// <param name="row">The row.</param>
    /// <param name="threshold">The query's threshold, to be raised.</param>
    protected abstract void Take(int query, float similarity, int row, ref float threshold);

    private static float* PointerTo(RowMatrix matrix, int row) => matrix.Pointer + ((nint)row * matrix.Stride);

    /// <summary>
    /// Brings one depth of the block's rows together: whatever the stride, they fill the cache evenly and stand at constant offsets.
    /// </summary>
    private void CopyBlock(RowMatrix rows, int first, int count, int start, int depth)
    {
        float* source = PointerTo(rows, first) + start;
        float* destination = _block.Pointer;
        for (int row = 0; row < count; row++)
        {
            Unsafe.CopyBlock(destination, source, (uint)depth * sizeof(float));
            source += rows.Stride;
            destination += PanelKernel.BlockDepth;
        }
    }

    private void Collect(int panel, float* sums, int first, int count)
    {
        float* thresholds = PointerTo(Batch.Thresholds, panel);
        for (int row = 0; (row = _kernel.NextHit(sums, row, count, thresholds, out uint hits)) < count; row++)
        {
            for (; hits != 0; hits &= hits - 1)
            {
                int lane = BitOperations.TrailingZeroCount(hits);
                Take((panel * _kernel.Width) + lane, sums[((nint)row * _kernel.Width) + lane], first + row, ref thresholds[lane]);
            }
        }
    }
}
