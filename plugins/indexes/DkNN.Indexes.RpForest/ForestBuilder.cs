using DkNN.Vectors;

namespace DkNN.Indexes.RpForest;

/// <summary>Grows the trees, several at a time, and joins them in their order: the forest depends on the seed alone.</summary>
internal static class ForestBuilder
{
    /// <summary>Most rows of all leaves together: their section of a file stays below 2 GiB.</summary>
    private const long MaxRows = int.MaxValue / sizeof(int);

    /// <summary>Builds a forest.</summary>
    /// <param name="points">Where the rows are.</param>
    /// <param name="options">Number of trees and size of leaves.</param>
    /// <param name="context">Seed, progress and cancellation.</param>
    /// <exception cref="ArgumentException">There are too many trees for so many rows.</exception>
    public static Forest Build(RowMatrix points, RpForestOptions options, IndexBuildContext context)
    {
        if ((long)points.Count * options.Trees > MaxRows)
        {
            throw new ArgumentException(
                $"{options.Trees} trees over {points.Count} rows are too many: give at most {MaxRows / points.Count} trees.",
                nameof(options));
        }

        var trees = new TreeBuilder[options.Trees];
        var token = context.CancellationToken;
        var parallel = SharedCores.Options(token);
        Lock gate = new();
        int grown = 0;
        Parallel.For(0, trees.Length, parallel, number =>
        {
            using var tree = new TreeBuilder(points, options.LeafSize, SeedOf(context.Seed, number), token);
            tree.Grow();
            trees[number] = tree;
            // Under the gate, so that the share never falls.
            lock (gate) context.Progress?.Report((double)++grown / trees.Length);
        });
        return Join(trees, points);
    }

    /// <summary>Seeds of neighbouring trees and forests far apart: multiples of odd numbers near 2³² / φ and 2³² / φ².</summary>
    private static int SeedOf(int seed, int tree) => unchecked((seed * (int)0x9E3779B1) + ((tree + 1) * (int)0x61C88647) ^ seed);

    private static Forest Join(TreeBuilder[] trees, RowMatrix points)
    {
        int nodes = trees.Sum(tree => tree.Normals.Count), leaves = trees.Sum(tree => tree.LeafEnds.Count);
        var planes = RowMatrix.Allocate(nodes, points.Dimension);
        var forest = new Forest(
            planes, new(nodes), new(checked(2 * nodes)), new(trees.Length), new(leaves + 1), new(trees.Length * points.Count));
        int node = 0, leaf = 0;
        for (int number = 0; number < trees.Length; number++)
        {
            var tree = trees[number];
            int firstRow = number * points.Count;
            tree.Order.CopyTo(forest.Rows.Own[firstRow..]);
            for (int i = 0; i < tree.LeafEnds.Count; i++) forest.Starts.Own[leaf + i + 1] = firstRow + tree.LeafEnds[i];
            for (int i = 0; i < tree.Normals.Count; i++)
            {
                tree.Normals[i].CopyTo(planes.MutableRow(node + i));
                forest.Offsets.Own[node + i] = tree.Offsets[i];
            }

            for (int i = 0; i < tree.Children.Count; i++) forest.Children.Own[(2 * node) + i] = Shift(tree.Children[i], node, leaf);
            forest.Roots.Own[number] = Shift(tree.Root, node, leaf);
            node += tree.Normals.Count;
            leaf += tree.LeafEnds.Count;
        }

        return forest;
    }

    private static int Shift(int reference, int nodes, int leaves) => reference >= 0 ? reference + nodes : reference - leaves;
}
