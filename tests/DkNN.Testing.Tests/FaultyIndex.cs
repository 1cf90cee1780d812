using DkNN.Vectors;

namespace DkNN.Testing.Tests;

/// <summary>Exact search with one fault.</summary>
internal sealed class FaultyIndex(RowMatrix rows, Fault fault, int salt) : INeighborIndex
{
    private readonly ExactSearch _search = new(rows);
    private int _searching;
    private bool _disposed;

    public int Count => rows.Count;

    public int Dimension => rows.Dimension;

    public void Search(RowMatrix queries, int k, Span<int> ids, Span<float> distances, CancellationToken cancellationToken = default)
    {
        if (fault is Fault.TakesAnyArgument && (queries.Dimension != Dimension || k < 1 || k > Count || ids.Length != distances.Length)) return;
        if (fault is Fault.FailsOnOneRow && Count == 1) throw new NotSupportedException("one row");
        bool alone = Interlocked.Increment(ref _searching) == 1;
        _search.Search(queries, k, ids, distances, fault is Fault.IgnoresCancellation ? default : cancellationToken);
        if (fault is Fault.SharesScratch) Thread.Sleep(20);
        for (int query = 0; query < queries.Count; query++) Spoil(ids.Slice(query * k, k), distances.Slice(query * k, k), queries.Count, alone);
        Interlocked.Decrement(ref _searching);
    }

    public void Save(string path)
    {
        byte[] content = new byte[64];
        BitConverter.TryWriteBytes(content, rows.Count);
        BitConverter.TryWriteBytes(content.AsSpan(4), rows.Row(0)[0]);
        BitConverter.TryWriteBytes(content.AsSpan(8), content.AsSpan(0, 8).ToArray().Sum(part => part));
        File.WriteAllBytes(path, content);
    }

    public static FaultyIndex Load(string path, RowMatrix rows, Fault fault)
    {
        byte[] content = File.ReadAllBytes(path);
        bool isWhole = content.Length == 64 && content.Skip(12).All(part => part == 0)
            && BitConverter.ToInt32(content, 8) == content.Take(8).Sum(part => part);
        if (!isWhole && fault is not Fault.TrustsFiles) throw new InvalidDataException($"'{path}' is damaged.");
        if (!isWhole) throw new EndOfStreamException("read beyond the file");
        bool isOther = BitConverter.ToInt32(content, 0) != rows.Count || BitConverter.ToSingle(content, 4) != rows.Row(0)[0];
        if (isOther && fault is not Fault.TakesOtherRows) throw new InvalidDataException($"'{path}' is of other rows.");
        return new FaultyIndex(rows, fault is Fault.ForgetsWhenSaved ? Fault.MissesNeighbors : fault, salt: 0);
    }

    public void Dispose()
    {
        if (fault is Fault.ChangesRows && !_disposed) rows.MutableRow(3)[0] += 1;
        _disposed = true;
        _search.Dispose();
    }

    private void Spoil(Span<int> ids, Span<float> distances, int queries, bool alone)
    {
        bool misses = fault is Fault.MissesNeighbors || (fault is Fault.SharesScratch && !alone)
            || (fault is Fault.DependsOnBatch && queries == 1) || (fault is Fault.IgnoresSeed && salt % 2 == 1);
        if (misses) (ids[^1], distances[^1]) = (-1, float.PositiveInfinity);
        if (ids.Length < 2) return;
        if (fault is Fault.RepeatsARow) (ids[1], distances[1]) = (ids[0], distances[0]);
        if (fault is Fault.LiesAboutDistances) distances[^1] *= 2;
        if (fault is Fault.Unordered) (ids[0], ids[^1], distances[0], distances[^1]) = (ids[^1], ids[0], distances[^1], distances[0]);
    }
}
