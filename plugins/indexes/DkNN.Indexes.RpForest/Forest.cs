using DkNN.Vectors;

namespace DkNN.Indexes.RpForest;

/// <summary>All trees, in flat arrays. A reference is the number of a node or, negative, the complement of a leaf's number.</summary>
/// <param name="planes">The unit normals of the nodes' planes; zero where a node splits at random.</param>
/// <param name="offsets">A plane is where the inner product with its normal is this.</param>
/// <param name="children">Two references a node: the side above the plane, and the side below.</param>
/// <param name="roots">One reference a tree.</param>
/// <param name="starts">Where each leaf's rows start, and the last end.</param>
/// <param name="rows">The rows of the leaves, each row once a tree.</param>
internal sealed class Forest(
    RowMatrix planes, PinnedArray<float> offsets, PinnedArray<int> children, PinnedArray<int> roots, PinnedArray<int> starts, PinnedArray<int> rows)
    : IDisposable
{
    private const string PlaneSection = "planes";
    private const string OffsetSection = "offsets";
    private const string ChildSection = "children";
    private const string RootSection = "roots";
    private const string StartSection = "leaf-starts";
    private const string RowSection = "leaf-rows";

    public RowMatrix Planes => planes;

    public PinnedArray<float> Offsets => offsets;

    public PinnedArray<int> Children => children;

    public PinnedArray<int> Roots => roots;

    public PinnedArray<int> Starts => starts;

    public PinnedArray<int> Rows => rows;

    public long Bytes => planes.Bytes + offsets.Bytes + children.Bytes + roots.Bytes + starts.Bytes + rows.Bytes;

    /// <summary>Takes the trees of a file where they stand.</summary>
    /// <param name="file">The file, open as long as the forest.</param>
    /// <param name="dimension">Floats of a plane.</param>
    /// <param name="rowCount">Rows indexed.</param>
    /// <exception cref="InvalidDataException">The trees are none, or lead outside.</exception>
    public static Forest Map(SectionFile file, int dimension, int rowCount)
    {
        var forest = new Forest(
            file.Rows(PlaneSection, dimension),
            new(file.Section<float>(OffsetSection)),
            new(file.Section<int>(ChildSection)),
            new(file.Section<int>(RootSection)),
            new(file.Section<int>(StartSection)),
            new(file.Section<int>(RowSection)));
        if (forest.FindFaultOfSizes(rowCount) is { } fault) file.Require(false, fault);
        file.Check(() => forest.FindFault(rowCount));
        return forest;
    }

    public void Write(SectionFileWriter file)
    {
        file.Add(PlaneSection, planes);
        file.Add(OffsetSection, offsets.Values);
        file.Add(ChildSection, children.Values);
        file.Add(RootSection, roots.Values);
        file.Add(StartSection, starts.Values);
        file.Add(RowSection, rows.Values);
    }

    public void Dispose() => planes.Dispose();

    /// <summary>What sections do not fit together; null if all do. It reads none of them.</summary>
    private string? FindFaultOfSizes(int rowCount)
    {
        int nodes = offsets.Length, leaves = starts.Length - 1;
        if (planes.Count != nodes || children.Length != 2L * nodes) return "its sections do not tell of the same number of nodes";
        if (roots.Length == 0 || roots.Length + (2L * nodes) != (long)nodes + leaves) return "its trees do not hold together";
        return (long)roots.Length * rowCount == rows.Length ? null : "its leaves do not hold every row once a tree";
    }

    /// <summary>
    /// What would make a search loop or read outside; null if nothing. A node is referred to by one that stands before it, and every
    /// node and leaf once, so that there are trees and nothing else.
    /// </summary>
    private string? FindFault(int rowCount)
    {
        int nodes = offsets.Length, leaves = starts.Length - 1;
        bool[] seen = new bool[nodes + leaves];
        foreach (int root in roots.Values)
        {
            if (!Visit(root, parent: -1)) return "a tree has no root";
        }

        for (int child = 0; child < children.Length; child++)
        {
            if (!Visit(children.Values[child], parent: child / 2)) return $"node {child / 2} leads astray";
        }

        if (starts.Values[0] != 0 || starts.Values[leaves] != rows.Length) return "its leaves do not hold its rows";
        for (int leaf = 0; leaf < leaves; leaf++)
        {
            if (starts.Values[leaf] > starts.Values[leaf + 1]) return $"leaf {leaf} ends before it starts";
        }

        if (rows.Values.ContainsAnyExceptInRange(0, rowCount - 1)) return $"a leaf holds other rows than the {rowCount} that there are";

        foreach (float offset in offsets.Values)
        {
            if (!float.IsFinite(offset)) return "a plane is nowhere";
        }

        return null;

        bool Visit(int reference, int parent)
        {
            if (reference >= 0 ? reference <= parent || reference >= nodes : ~reference >= leaves) return false;
            ref bool before = ref seen[reference >= 0 ? reference : nodes + ~reference];
            bool first = !before;
            before = true;
            return first;
        }
    }
}
