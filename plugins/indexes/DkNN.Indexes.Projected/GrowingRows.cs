using DkNN.Vectors;

namespace DkNN.Indexes.Projected;

/// <summary>Rows to write to, which search after search uses again.</summary>
internal sealed class GrowingRows : IDisposable
{
    private RowMatrix? _rows;

    /// <summary>Takes room for rows, in place of what was taken before.</summary>
    /// <param name="count">Number of rows.</param>
    /// <param name="dimension">Floats in a row, always the same.</param>
    /// <returns>Rows with the floats of before, valid until more are taken.</returns>
    public RowMatrix Take(int count, int dimension)
    {
        if (_rows is null || _rows.Count < count)
        {
            _rows?.Dispose();
            _rows = RowMatrix.Allocate(count, dimension);
        }

        return _rows.Slice(0, count);
    }

    public void Dispose() => _rows?.Dispose();
}
