using DkNN.Vectors;

namespace DkNN.Indexes.RpForest.Tests;

/// <summary>Files with right checksums whose trees would lead a search astray.</summary>
public sealed class HostileFileTests : HostileIndexFiles<RpForestIndexFactory, RpForestOptions>
{
    // Node 0 has node 1 and leaf 0 below it, node 1 leaves 1 and 2.
    [Theory]
    [InlineData(0, -1, -2, -3)]
    [InlineData(1, -1, 0, -3)]
    [InlineData(1, -1, 1, -3)]
    [InlineData(1, -1, 2, -3)]
    [InlineData(1, -1, -2, -4)]
    [InlineData(1, -1, -2, int.MinValue)]
    [InlineData(1, -1, -2, int.MaxValue)]
    [InlineData(1, -1, -2, -2)]
    [InlineData(-1, -2, -3, -3)]
    public void Children_that_lead_astray_are_refused(params int[] children) => AssertRefused(() => Write(children: children));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(-1)]
    [InlineData(-9)]
    public void Roots_that_are_none_are_refused(int root) => AssertRefused(() => Write(roots: [root]));

    [Theory]
    [InlineData(0, 2, 3, 5)]
    [InlineData(0, 3, 2, 4)]
    [InlineData(1, 2, 3, 4)]
    [InlineData(0, -1, 3, 4)]
    [InlineData(0, int.MaxValue, 3, 4)]
    public void Leaves_outside_are_refused(params int[] starts) => AssertRefused(() => Write(starts: starts));

    [Theory]
    [InlineData(0, 1, 2, 4)]
    [InlineData(0, 1, -1, 3)]
    public void Rows_that_are_none_are_refused(params int[] leafRows) => AssertRefused(() => Write(leafRows: leafRows));

    [Fact]
    public void Sections_of_other_lengths_are_refused()
    {
        AssertRefused(() => Write(children: [1, -1]));
        AssertRefused(() => Write(roots: []));
        AssertRefused(() => Write(roots: [0, 0]));
        AssertRefused(() => Write(starts: []));
        AssertRefused(() => Write(starts: [0, 4]));
        AssertRefused(() => Write(leafRows: [0, 1, 2]));
        AssertRefused(() => Write(offsets: [0]));
        AssertRefused(() => Write(offsets: [0, float.NaN]));
        AssertRefused(() => Write(planes: 3));
    }

    protected override void WriteWellFormed() => Write();

    private void Write(
        int[]? children = null, int[]? roots = null, int[]? starts = null, int[]? leafRows = null, float[]? offsets = null, int planes = 2)
    {
        using var file = SectionFileWriter.Create(File, "index/rpforest/1");
        using var normals = SampleRows.Constant(planes, 3, 0.5f);
        RowIdentity.Write(file, Rows);
        file.Add<float>("directions", []);
        file.Add("planes", normals);
        file.Add<float>("offsets", offsets ?? [0, 0.5f]);
        file.Add<int>("children", children ?? [1, -1, -2, -3]);
        file.Add<int>("roots", roots ?? [0]);
        file.Add<int>("leaf-starts", starts ?? [0, 2, 3, 4]);
        file.Add<int>("leaf-rows", leafRows ?? [3, 1, 0, 2]);
        file.Complete();
    }
}
