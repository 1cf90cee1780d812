using DkNN.Vectors;

namespace DkNN.Indexes.Hnsw;

/// <summary>The caller's rows, and copies of those that were inserted later, whose positions follow.</summary>
internal sealed unsafe class RowStore(RowMatrix given) : IDisposable
{
    private RowMatrix _inserted = RowMatrix.Allocate(0, given.Dimension);
    private int _insertedCount;

    /// <summary>The caller's rows.</summary>
    public RowMatrix Given => given;

    public int Count => given.Count + _insertedCount;

    /// <summary>Bytes of the copies.</summary>
    public long Bytes => _inserted.Bytes;

    public VectorSpace Space => new((byte*)given.Pointer, given.Count, (byte*)_inserted.Pointer, given.Stride * sizeof(float));

    /// <summary>A view of the rows inserted.</summary>
    public RowMatrix Inserted => _inserted.Slice(0, _insertedCount);

    public ReadOnlySpan<float> Row(int row) => row < given.Count ? given.Row(row) : _inserted.Row(row - given.Count);

    /// <summary>Takes rows where they stand, as the first ones inserted.</summary>
    /// <param name="rows">The rows, valid as long as this; they are copied once others follow.</param>
    public void Take(RowMatrix rows)
    {
        _inserted.Dispose();
        _inserted = rows;
        _insertedCount = rows.Count;
    }

    /// <summary>Takes copies of rows.</summary>
    public void Append(RowMatrix rows)
    {
        int count = checked(_insertedCount + rows.Count);
        if (count > _inserted.Count)
        {
            var larger = RowMatrix.Allocate((int)Math.Max(count, Math.Min(3L * _inserted.Count / 2, int.MaxValue)), given.Dimension);
            long used = (long)_insertedCount * larger.Stride * sizeof(float);
            Buffer.MemoryCopy(_inserted.Pointer, larger.Pointer, larger.Bytes, used);
            _inserted.Dispose();
            _inserted = larger;
        }

        for (int row = 0; row < rows.Count; row++) rows.Row(row).CopyTo(_inserted.MutableRow(_insertedCount + row));
        _insertedCount = count;
    }

    public void Dispose() => _inserted.Dispose();
}
