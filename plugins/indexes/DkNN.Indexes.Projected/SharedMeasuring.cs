using DkNN.Vectors;

namespace DkNN.Indexes.Projected;

/// <summary>
/// Measures row by row what many queries ask for, with buffers that are used again. Where several queries ask for the same rows, each of
/// these comes from memory once.
/// </summary>
internal sealed unsafe class SharedMeasuring(RowMatrix rows)
{
    /// <summary>Rows that a thread takes at a time.</summary>
    private const int Block = 1_024;

    private readonly int[] _ends = new int[rows.Count];
    private int[] _queries = [];
    private float[] _squared = [];

    /// <summary>Measures all rows within reach of some queries that were not measured yet.</summary>
    /// <param name="queries">All queries.</param>
    /// <param name="open">Positions of those that ask.</param>
    /// <param name="states">The states of all queries.</param>
    /// <param name="found">Positions of the rows found, the same number for each query that asks.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void Run(RowMatrix queries, ReadOnlySpan<int> open, QueryState[] states, ReadOnlySpan<int> found, CancellationToken cancellationToken)
    {
        Sort(open, states, found);
        SharedCores.For(rows.Count, Block, Measure, cancellationToken);
        for (int row = 0, pair = 0; row < rows.Count; row++)
        {
            for (; pair < _ends[row]; pair++) states[_queries[pair]].Offer(_squared[pair], row);
        }

        void Measure(int first, int end)
        {
            // A part of the queries stays in a near cache while the rows' parts pass by.
            for (int part = 0; part < rows.Stride; part += RowDistance.Part) MeasurePart(queries, first, end, part);
        }
    }

    /// <summary>Lists for each row the queries that ask for it.</summary>
    private void Sort(ReadOnlySpan<int> open, QueryState[] states, ReadOnlySpan<int> found)
    {
        int wanted = found.Length / open.Length;
        Array.Clear(_ends);
        for (int i = 0; i < open.Length; i++)
        {
            foreach (int row in states[open[i]].Unmeasured(found.Slice(i * wanted, wanted))) _ends[row]++;
        }

        int pairs = 0;
        foreach (ref int end in _ends.AsSpan())
        {
            pairs += end;
            // The row's start, which filling makes its end.
            end = pairs - end;
        }

        if (_queries.Length < pairs) (_queries, _squared) = (new int[pairs], new float[pairs]);
        _squared.AsSpan(0, pairs).Clear();
        for (int i = 0; i < open.Length; i++)
        {
            foreach (int row in states[open[i]].Unmeasured(found.Slice(i * wanted, wanted))) _queries[_ends[row]++] = open[i];
        }
    }

    private void MeasurePart(RowMatrix queries, int first, int end, int part)
    {
        int length = Math.Min(RowDistance.Part, rows.Stride - part);
        for (int row = first, pair = first == 0 ? 0 : _ends[first - 1]; row < end; row++)
        {
            float* values = rows.Pointer + ((nint)row * rows.Stride) + part;
            for (; pair < _ends[row]; pair++)
            {
                float* query = queries.Pointer + ((nint)_queries[pair] * queries.Stride) + part;
                _squared[pair] += FastDistance.Squared(query, values, length);
            }
        }
    }
}
