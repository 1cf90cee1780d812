using System.Numerics.Tensors;
using DkNN.Vectors;

namespace DkNN.Indexes.RpForest;

/// <summary>Grows one tree, the nodes numbered before those below them and the leaves from left to right.</summary>
/// <param name="points">Where the rows are.</param>
/// <param name="leafSize">Most rows of a leaf.</param>
/// <param name="seed">Seed of the tree.</param>
/// <param name="cancellationToken">Stops the growth.</param>
internal sealed unsafe class TreeBuilder(RowMatrix points, int leafSize, int seed, CancellationToken cancellationToken) : IDisposable
{
    /// <summary>Rows that move the two means of a node.</summary>
    private const int SampleSize = 100;

    /// <summary>Pairs of means tried before a node splits at random.</summary>
    private const int Attempts = 3;

    /// <summary>Least share of the rows, as 1 / this, that a plane must leave on either side.</summary>
    private const int LeastShare = 20;

    private readonly Random _random = new(seed);
    private readonly RowMatrix _work = RowMatrix.Allocate(3, points.Dimension);

    /// <summary>All rows, those of a leaf side by side.</summary>
    public int[] Order { get; } = [.. Enumerable.Range(0, points.Count)];

    /// <summary>Where each leaf's rows end in <see cref="Order"/>.</summary>
    public List<int> LeafEnds { get; } = [];

    /// <summary>Two references a node, within this tree.</summary>
    public List<int> Children { get; } = [];

    /// <summary>The nodes' normals.</summary>
    public List<float[]> Normals { get; } = [];

    /// <summary>The nodes' offsets.</summary>
    public List<float> Offsets { get; } = [];

    /// <summary>The tree's root.</summary>
    public int Root { get; private set; }

    private Span<float> Normal => _work.MutableRow(2);

    /// <summary>Grows the tree.</summary>
    public void Grow() => Root = Grow(0, points.Count);

    public void Dispose() => _work.Dispose();

    private int Grow(int first, int count)
    {
        if (count <= leafSize)
        {
            LeafEnds.Add(first + count);
            return ~(LeafEnds.Count - 1);
        }

        cancellationToken.ThrowIfCancellationRequested();
        int above = Split(first, count, out float offset);
        int node = Normals.Count;
        Normals.Add(Normal.ToArray());
        Offsets.Add(offset);
        Children.AddRange([0, 0]);
        Children[2 * node] = Grow(first, above);
        Children[(2 * node) + 1] = Grow(first + above, count - above);
        return node;
    }

    /// <summary>Splits rows by a plane, or at random into halves where no plane divides them well: many may be the same.</summary>
    /// <returns>How many are above the plane, and now stand first.</returns>
    private int Split(int first, int count, out float offset)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            if (!FindPlane(first, count, out offset)) break;
            int above = Divide(first, count, offset);
            if (Math.Min(above, count - above) > count / LeastShare) return above;
        }

        // A search passes by the zero normal on both sides alike.
        Normal.Clear();
        offset = 0;
        _random.Shuffle(Order.AsSpan(first, count));
        return count / 2;
    }

    /// <summary>
    /// The plane halfway between two means, which some random rows move (MacQueen's k-means). The mean of more rows counts as farther
    /// away, so that neither takes them all.
    /// </summary>
    private bool FindPlane(int first, int count, out float offset)
    {
        int one = _random.Next(count), other = _random.Next(count - 1);
        if (other >= one) other++;
        Span<float> mean0 = _work.MutableRow(0), mean1 = _work.MutableRow(1);
        points.Row(Order[first + one]).CopyTo(mean0);
        points.Row(Order[first + other]).CopyTo(mean1);
        int weight0 = 1, weight1 = 1;
        float* start = _work.Pointer;
        for (int i = Math.Min(count, SampleSize); i > 0; i--)
        {
            int row = Order[first + _random.Next(count)];
            float* point = points.Pointer + ((nint)row * points.Stride);
            float squared0 = weight0 * FastDistance.Squared(start, point, points.Stride);
            float squared1 = weight1 * FastDistance.Squared(start + _work.Stride, point, points.Stride);
            if (squared0 < squared1) Move(mean0, points.Row(row), ++weight0);
            else if (squared1 < squared0) Move(mean1, points.Row(row), ++weight1);
        }

        var normal = Normal;
        TensorPrimitives.Subtract(mean0, mean1, normal);
        float length = TensorPrimitives.Norm(normal);
        offset = 0;
        if (!float.IsNormal(length)) return false;
        TensorPrimitives.Divide(normal, length, normal);
        offset = (TensorPrimitives.Dot(normal, mean0) + TensorPrimitives.Dot(normal, mean1)) / 2;
        return float.IsFinite(offset);
    }

    private static void Move(Span<float> mean, ReadOnlySpan<float> row, int weight) => TensorPrimitives.Lerp(mean, row, 1f / weight, mean);

    private int Divide(int first, int count, float offset)
    {
        float* normal = _work.Pointer + (2 * _work.Stride);
        int low = first, high = first + count;
        while (low < high)
        {
            float* point = points.Pointer + ((nint)Order[low] * points.Stride);
            if (FastDistance.Dot(normal, point, points.Stride) > offset) low++;
            else
            {
                high--;
                (Order[low], Order[high]) = (Order[high], Order[low]);
            }
        }

        return low - first;
    }
}
