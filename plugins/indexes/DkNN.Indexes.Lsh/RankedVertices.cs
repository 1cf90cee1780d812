using System.Numerics.Tensors;

namespace DkNN.Indexes.Lsh;

/// <summary>
/// The vertices of every rotated cross-polytope from the nearest to a query to the farthest, found one by one as they are asked for.
/// </summary>
/// <remarks>
/// The nearest half are the axes by the magnitude of the query's coordinates, with its signs; the other half are their opposites, and come
/// in the opposite order.
/// </remarks>
internal sealed class RankedVertices(CrossPolytopeHash hash)
{
    private readonly int _dimension = hash.Shape.Dimension;
    private readonly float[] _direction = new float[hash.Shape.Dimension];
    private readonly float[] _rotated = new float[hash.Shape.Dimension];

    /// <summary>Magnitudes of each function's coordinates; −1 where they are ranked.</summary>
    private readonly float[] _magnitudes = new float[hash.Shape.Tables * hash.Shape.Functions * hash.Shape.Dimension];
    private readonly bool[] _negative = new bool[hash.Shape.Tables * hash.Shape.Functions * hash.Shape.Dimension];
    private readonly Ranked[] _ranked = new Ranked[hash.Shape.Tables * hash.Shape.Functions * hash.Shape.Dimension];
    private readonly int[] _counts = new int[hash.Shape.Tables * hash.Shape.Functions];

    /// <summary>Takes a query.</summary>
    public void Begin(ReadOnlySpan<float> query)
    {
        hash.Reduce(query, _direction);
        for (int function = 0; function < _counts.Length; function++)
        {
            hash.Rotate(function, _direction, _rotated);
            int start = function * _dimension;
            for (int axis = 0; axis < _dimension; axis++) _negative[start + axis] = _rotated[axis] < 0;
            TensorPrimitives.Abs(_rotated, _magnitudes.AsSpan(start, _dimension));
        }

        Array.Clear(_counts);
    }

    /// <summary>How much farther from the query than the nearest vertex one is: the square of what its coordinate falls short by.</summary>
    /// <param name="table">The table.</param>
    /// <param name="function">The function of the table.</param>
    /// <param name="rank">Rank of the vertex, below twice the function's dimension.</param>
    public float Loss(int table, int function, int rank)
    {
        if (rank == 0) return 0;
        int axes = hash.Shape.DimensionOf(function);
        float value = rank < axes ? At(table, function, rank).Magnitude : -At(table, function, (2 * axes) - 1 - rank).Magnitude;
        float loss = At(table, function, 0).Magnitude - value;
        return loss * loss;
    }

    /// <summary>Appends a vertex to a key.</summary>
    public uint Append(uint key, int table, int function, int rank)
    {
        int axes = hash.Shape.DimensionOf(function);
        bool opposite = rank >= axes;
        int axis = At(table, function, opposite ? (2 * axes) - 1 - rank : rank).Axis;
        bool negative = _negative[(((table * hash.Shape.Functions) + function) * _dimension) + axis];
        return hash.Append(key, function, axis, negative ^ opposite);
    }

    private Ranked At(int table, int function, int rank)
    {
        int number = (table * hash.Shape.Functions) + function;
        int start = number * _dimension;
        for (; _counts[number] <= rank; _counts[number]++)
        {
            var magnitudes = _magnitudes.AsSpan(start, hash.Shape.DimensionOf(function));
            int axis = TensorPrimitives.IndexOfMax<float>(magnitudes);
            _ranked[start + _counts[number]] = new(axis, magnitudes[axis]);
            magnitudes[axis] = -1;
        }

        return _ranked[start + rank];
    }

    private readonly record struct Ranked(int Axis, float Magnitude);
}
