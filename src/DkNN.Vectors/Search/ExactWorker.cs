using System.Numerics;
using System.Runtime.CompilerServices;

namespace DkNN.Vectors;

/// <summary>One thread's share of an exact search: its block of rows, its sums, and its candidates for every query of a pass.</summary>
internal sealed unsafe class ExactWorker : IDisposable
{
    private readonly ExactRows _rows;
    private readonly PanelKernel _kernel;
    private readonly QueryBatch _batch;
    private readonly int _capacity;
    private readonly RowMatrix _block = RowMatrix.Allocate(PanelKernel.BlockRows, PanelKernel.BlockDepth);
    private readonly RowMatrix _sums;
    private readonly float[] _similarities;
    private readonly ulong[] _keys;
    private readonly int[] _counts;
    private readonly float[] _mergedSimilarities;
    private readonly ulong[] _mergedKeys;
    private readonly float[] _work;

    /// <summary>Creates the worker's buffers.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="batch">The queries, which change from pass to pass.</param>
    /// <param name="capacity">Candidates a query.</param>
    /// <param name="workers">Number of workers, whose candidates are merged at the end.</param>
    public ExactWorker(ExactRows rows, QueryBatch batch, int capacity, int workers)
    {
        _rows = rows;
        _kernel = rows.Kernel;
        _batch = batch;
        _capacity = capacity;
        int queries = batch.Capacity;
        _sums = RowMatrix.Allocate(batch.Packed.Count, PanelKernel.BlockRows * _kernel.Width);
        _similarities = new float[queries * capacity];
        _keys = new ulong[queries * capacity];
        _counts = new int[queries];
        _mergedSimilarities = new float[workers * capacity];
        _mergedKeys = new ulong[workers * capacity];
        _work = new float[workers * capacity];
    }

    /// <summary>Forgets all candidates.</summary>
    public void Start() => Array.Clear(_counts);

    /// <summary>Meets one block of rows with every query of the pass.</summary>
    /// <param name="first">First row of the block.</param>
    public void Scan(int first)
    {
        var rows = _rows.Matrix;
        int count = Math.Min(PanelKernel.BlockRows, rows.Count - first);
        int tiled = (count + PanelKernel.TileRows - 1) / PanelKernel.TileRows * PanelKernel.TileRows;
        for (int start = 0; start < rows.Dimension; start += PanelKernel.BlockDepth)
        {
            int depth = Math.Min(PanelKernel.BlockDepth, rows.Dimension - start);
            CopyBlock(rows, first, count, start, depth);
            for (int panel = 0; panel < _batch.Panels; panel++)
            {
                float* sums = PointerTo(_sums, panel);
                if (start == 0) _kernel.Fill(_rows.Offsets + first, count, sums);
                _kernel.Multiply(_block.Pointer, tiled, PointerTo(_batch.Packed, panel) + ((nint)start * _kernel.Width), depth, sums);
                if (start + depth == rows.Dimension) Collect(panel, sums, first, count);
            }
        }
    }

    /// <summary>Merges all workers' candidates for a query, by exact distance.</summary>
    /// <param name="workers">All workers of the pass.</param>
    /// <param name="index">The query's position in the pass.</param>
    /// <returns>k keys, nearest first.</returns>
    public ReadOnlySpan<ulong> Merge(ExactWorker[] workers, int index)
    {
        var query = _batch[index];
        var merged = new CandidateList(_mergedSimilarities, _mergedKeys, count: 0);
        foreach (var worker in workers) merged.AddAll(worker.Candidates(index));
        merged.Prune(query, _batch.K, _work);
        merged.Refine(_rows.Matrix, query, _batch.K);
        var nearest = _mergedKeys.AsSpan(0, _batch.K);
        nearest.Sort();
        return nearest;
    }

    /// <summary>Frees the buffers.</summary>
    public void Dispose()
    {
        _block.Dispose();
        _sums.Dispose();
    }

    private static float* PointerTo(RowMatrix matrix, int row) => matrix.Pointer + ((nint)row * matrix.Stride);

    private CandidateList Candidates(int query) => new(
        _similarities.AsSpan(query * _capacity, _capacity), _keys.AsSpan(query * _capacity, _capacity), _counts[query]);

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
        float* thresholds = PointerTo(_batch.Thresholds, panel);
        for (int row = 0; (row = _kernel.NextHit(sums, row, count, thresholds, out uint hits)) < count; row++)
        {
            for (; hits != 0; hits &= hits - 1)
            {
                int lane = BitOperations.TrailingZeroCount(hits);
                int query = (panel * _kernel.Width) + lane;
                var candidates = Candidates(query);
                candidates.Add(sums[((nint)row * _kernel.Width) + lane], first + row);
                if (candidates.IsFull) thresholds[lane] = Math.Max(thresholds[lane], Compact(query, ref candidates));
                _counts[query] = candidates.Count;
            }
        }
    }

    /// <summary>Makes room: by similarity, and where that frees too little (ties), by exact distance.</summary>
    private float Compact(int index, ref CandidateList candidates)
    {
        var query = _batch[index];
        float floor = candidates.Prune(query, _batch.K, _work);
        return candidates.Count <= (_capacity + _batch.K) / 2 ? floor : candidates.Refine(_rows.Matrix, query, _batch.K);
    }
}
