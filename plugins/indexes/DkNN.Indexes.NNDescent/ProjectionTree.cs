using DkNN.Vectors;

namespace DkNN.Indexes.NNDescent;

/// <summary>
/// A random-projection tree: rows split by the plane between two of them, again and again (Dasgupta and Freund, "Random projection trees
/// and low dimensional manifolds", STOC 2008). Only its leaves are kept.
/// </summary>
internal sealed unsafe class ProjectionTree
{
    /// <summary>A split that leaves less than this share on one side is made by halves instead, which bounds the depth.</summary>
    private const int LeastShare = 32;

    private readonly List<int> _ends = [];

    private ProjectionTree(int rows)
    {
        Order = new int[rows];
        for (int row = 0; row < rows; row++) Order[row] = row;
    }

    /// <summary>All rows, leaf after leaf: rows near each other are near in it.</summary>
    public int[] Order { get; }

    /// <summary>Where the leaves end.</summary>
    public IReadOnlyList<int> Ends => _ends;

    /// <summary>Grows a tree.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="leafSize">Most rows of a leaf.</param>
    /// <param name="seed">Seed of the planes.</param>
    /// <param name="cancellationToken">Stops the growth.</param>
    public static ProjectionTree Grow(RowMatrix rows, int leafSize, int seed, CancellationToken cancellationToken)
    {
        var tree = new ProjectionTree(rows.Count);
        var random = new Random(seed);
        using var normal = RowMatrix.Allocate(1, rows.Dimension);
        int[] right = new int[rows.Count];
        var open = new Stack<(int Start, int End)>();
        open.Push((0, rows.Count));
        while (open.TryPop(out var range))
        {
            int count = range.End - range.Start;
            if (count <= leafSize)
            {
                if (count > 0) tree._ends.Add(range.End);
                continue;
            }

            cancellationToken.ThrowIfCancellationRequested();
            int middle = range.Start + Split(rows, tree.Order.AsSpan(range.Start, count), right, normal, random);
            open.Push((middle, range.End));
            open.Push((range.Start, middle));
        }

        return tree;
    }

    private static int Split(RowMatrix rows, Span<int> members, int[] right, RowMatrix normal, Random random)
    {
        int first = random.Next(members.Length), second = random.Next(members.Length - 1);
        if (second >= first) second++;
        var one = rows.Row(members[first]);
        var other = rows.Row(members[second]);
        var plane = normal.MutableRow(0);
        float offset = 0;
        for (int i = 0; i < plane.Length; i++)
        {
            plane[i] = one[i] - other[i];
            offset += plane[i] * 0.5f * (one[i] + other[i]);
        }

        int lefts = 0, rights = 0;
        foreach (int row in members)
        {
            float side = FastDistance.Dot(normal.Pointer, rows.Pointer + ((nint)row * rows.Stride), rows.Stride);
            if (side > offset) members[lefts++] = row;
            else right[rights++] = row;
        }

        right.AsSpan(0, rights).CopyTo(members[lefts..]);
        return Math.Min(lefts, rights) * LeastShare >= members.Length ? lefts : members.Length / 2;
    }
}
