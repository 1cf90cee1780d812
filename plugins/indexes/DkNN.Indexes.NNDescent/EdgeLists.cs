namespace DkNN.Indexes.NNDescent;

/// <summary>Edges of a graph, those of each row in a place of fixed size, as keys of squared distance and neighbour.</summary>
internal sealed class EdgeLists(int rows, int capacity)
{
    private readonly ulong[] _keys = new ulong[checked(rows * capacity)];
    private readonly int[] _counts = new int[rows];

    /// <summary>Number of rows.</summary>
    public int Count => _counts.Length;

    /// <summary>The edges of a row, nearest first.</summary>
    public ReadOnlySpan<ulong> Row(int row) => _keys.AsSpan(row * capacity, _counts[row]);

    /// <summary>Room for the edges of a row.</summary>
    public Span<ulong> Room(int row) => _keys.AsSpan(row * capacity, capacity);

    /// <summary>Says how many edges were put into a row's room.</summary>
    public void SetCount(int row, int count) => _counts[row] = count;
}
