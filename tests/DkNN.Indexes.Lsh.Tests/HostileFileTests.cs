using DkNN.Vectors;

namespace DkNN.Indexes.Lsh.Tests;

/// <summary>Files with right checksums whose tables would lead a search astray.</summary>
public sealed class HostileFileTests : HostileIndexFiles<LshIndexFactory, LshOptions>
{
    // Tables, functions, dimension, last dimension, features.
    [Theory]
    [InlineData(1, 1, 8, 8, 0)]
    [InlineData(0, 1, 8, 8, 0)]
    [InlineData(2, 0, 8, 8, 0)]
    [InlineData(2, 5, 8, 8, 0)]
    [InlineData(2, 1, 7, 4, 0)]
    [InlineData(2, 1, 4, 4, 0)]
    [InlineData(2, 1, 8, 16, 0)]
    [InlineData(2, 1, 8, 3, 0)]
    [InlineData(2, 1, 8, 0, 0)]
    [InlineData(2, 1, 8, 8, 1)]
    [InlineData(2, 1, int.MinValue, 8, 0)]
    [InlineData(1000, 4, 65536, 8, 0)]
    [InlineData(2, 1, 8, 8)]
    public void Shapes_that_are_none_are_refused(params int[] shape) => AssertRefused(() => Write(shape: shape));

    [Theory]
    [InlineData(0, 3, 4)]
    [InlineData(1, 2, 3)]
    [InlineData(0, -1, 3)]
    [InlineData(0, int.MaxValue, 3)]
    [InlineData(0, 3)]
    public void Tables_outside_are_refused(params int[] tables) => AssertRefused(() => Write(tables: tables));

    [Theory]
    [InlineData(5u, 5u, 9u)]
    [InlineData(6u, 5u, 9u)]
    [InlineData(3u, 5u)]
    public void Keys_that_do_not_ascend_are_refused(params uint[] keys) => AssertRefused(() => Write(keys: keys));

    [Theory]
    [InlineData(0, 2, 4, 9)]
    [InlineData(0, 5, 4, 8)]
    [InlineData(1, 2, 4, 8)]
    [InlineData(0, -1, 4, 8)]
    [InlineData(0, 2, 8)]
    public void Buckets_outside_are_refused(params int[] starts) => AssertRefused(() => Write(starts: starts));

    [Theory]
    [InlineData(3, 1, 0, 2, 0, 1, 2, 4)]
    [InlineData(3, 1, 0, -1, 0, 1, 2, 3)]
    [InlineData(3, 1, 0, 2)]
    public void Rows_that_are_none_are_refused(params int[] rows) => AssertRefused(() => Write(rows: rows));

    [Fact]
    public void Rotations_and_features_that_are_none_are_refused()
    {
        AssertRefused(() => Write(signs: 47));
        AssertRefused(() => Write(sign: 0.5f));
        AssertRefused(() => Write(sign: float.NaN));
        AssertRefused(() => Write(features: [0]));
        AssertRefused(() => Write(shape: [2, 1, 8, 8, 1], features: [0, 8, 1]));
        AssertRefused(() => Write(shape: [2, 1, 8, 8, 1], features: [0, ~8, 1]));
        AssertRefused(() => Write(shape: [2, 1, 8, 8, 1], features: [0, int.MinValue, 1]));
    }

    [Fact]
    public void Probes_that_are_none_are_refused()
    {
        AssertRefused(() => Write(probes: 0));
        AssertRefused(() => Write(probes: -1));
        AssertRefused(() => Write(probes: int.MaxValue));
    }

    protected override void WriteWellFormed() => Write();

    private void Write(
        int[]? shape = null, int[]? tables = null, uint[]? keys = null, int[]? starts = null, int[]? rows = null, int[]? features = null,
        int signs = 48, float sign = 1, int probes = 5)
    {
        using var file = SectionFileWriter.Create(File, "index/lsh/1");
        RowIdentity.Write(file, Rows);
        file.Add<int>("probes", [probes]);
        file.Add<int>("shape", shape ?? [2, 1, 8, 8, 0]);
        file.Add<float>("signs", [.. Enumerable.Repeat(sign, signs)]);
        file.Add<int>("features", features ?? []);
        file.Add<int>("table-starts", tables ?? [0, 2, 3]);
        file.Add<uint>("keys", keys ?? [3, 5, 1]);
        file.Add<int>("bucket-starts", starts ?? [0, 2, 4, 8]);
        file.Add<int>("bucket-rows", rows ?? [3, 1, 0, 2, 0, 1, 2, 3]);
        file.Complete();
    }
}
