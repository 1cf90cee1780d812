using DkNN.Vectors;

namespace DkNN.Indexes.Projected;

/// <summary>
/// Squared distances of many queries to some rows each. Where rows are long, those that several queries want are taken together, a piece
/// of their floats at a time, so that a row comes from memory once for all its queries, while the queries' pieces stay in the cache.
/// </summary>
/// <remarks>The pieces are added in one fixed order: a distance does not depend on the rows and queries beside it.</remarks>
internal sealed unsafe class PairDistances(RowMatrix rows)
{
    /// <summary>Floats of a piece.</summary>
    private const int Piece = 512;

    private readonly int[] _starts = new int[rows.Count + 1];
    private int[] _order = [];
    private int[] _queries = [];
    private int[] _rows = [];
    private float[] _squared = [];
    private int[] _ends = [];
    private int _groups;

    /// <summary>Number of pairs.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets all pairs.</summary>
    /// <param name="groups">Queries that will come.</param>
    public void Begin(int groups)
    {
        Count = 0;
        _groups = 0;
        if (_ends.Length < groups) _ends = new int[groups];
    }

    /// <summary>Adds a query and the rows whose distances are wanted.</summary>
    public void Add(int query, ReadOnlySpan<int> wanted)
    {
        int count = Count + wanted.Length;
        if (_rows.Length < count)
        {
            int size = Math.Max(count, 2 * _rows.Length);
            Array.Resize(ref _rows, size);
            Array.Resize(ref _queries, size);
        }

        wanted.CopyTo(_rows.AsSpan(Count));
        _queries.AsSpan(Count, wanted.Length).Fill(query);
        Count = count;
        _ends[_groups++] = count;
    }

    /// <summary>The rows of the i-th query that was added.</summary>
    public ReadOnlySpan<int> RowsOf(int group) => _rows.AsSpan(StartOf(group), _ends[group] - StartOf(group));

    /// <summary>The squared distances of the i-th query that was added.</summary>
    public ReadOnlySpan<float> DistancesOf(int group) => _squared.AsSpan(StartOf(group), _ends[group] - StartOf(group));

    /// <summary>Computes the distances.</summary>
    /// <param name="queries">All queries.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void Compute(RowMatrix queries, CancellationToken cancellationToken)
    {
        if (_squared.Length < _rows.Length) _squared = new float[_rows.Length];
        if (Count == 0) return;
        bool grouped = rows.Stride > Piece && queries.Count > 1;
        if (grouped) SortByRow();
        int tasks = Math.Min(Count, 8 * Environment.ProcessorCount);
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, tasks, options, task =>
        {
            int first = (int)((long)Count * task / tasks), end = (int)((long)Count * (task + 1) / tasks);
            if (grouped) ComputeByPiece(queries, first, end);
            else ComputeByPair(queries, first, end);
        });
    }

    private int StartOf(int group) => group == 0 ? 0 : _ends[group - 1];

    private void ComputeByPair(RowMatrix queries, int first, int end)
    {
        for (int at = first; at < end; at++)
        {
            float sum = 0;
            for (int start = 0; start < rows.Stride; start += Piece) sum += Part(queries, at, start);
            _squared[at] = sum;
        }
    }

    private void ComputeByPiece(RowMatrix queries, int first, int end)
    {
        for (int start = 0; start < rows.Stride; start += Piece)
        {
            for (int i = first; i < end; i++)
            {
                int at = _order[i];
                float part = Part(queries, at, start);
                _squared[at] = start == 0 ? part : _squared[at] + part;
            }
        }
    }

    private float Part(RowMatrix queries, int at, int start) => FastDistance.Squared(
        queries.Pointer + ((nint)_queries[at] * queries.Stride) + start,
        rows.Pointer + ((nint)_rows[at] * rows.Stride) + start,
        Math.Min(Piece, rows.Stride - start));

    /// <summary>Counting sort.</summary>
    private void SortByRow()
    {
        if (_order.Length < Count) _order = new int[_rows.Length];
        Array.Clear(_starts);
        for (int i = 0; i < Count; i++) _starts[_rows[i] + 1]++;
        for (int row = 0; row < rows.Count; row++) _starts[row + 1] += _starts[row];
        for (int i = 0; i < Count; i++) _order[_starts[_rows[i]]++] = i;
    }
}
