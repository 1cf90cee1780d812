using DkNN.Vectors;

namespace DkNN.Indexes.Lsh.Tests;

/// <summary>Files with right checksums whose tables would lead a search astray.</summary>
public sealed class HostileFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RowMatrix _rows = SampleRows.Clustered(4, 3, seed: 1);

    private string File => _folder["hostile.index"];

    public void Dispose()
    {
        _rows.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_well_formed_file_is_searched()
    {
        Write();
        using var index = Load();
        int[] ids = new int[16];
        index.Search(_rows, 4, ids, new float[16]);
        Assert.Equal([0, 1, 2, 3], ids[..4].Order());
    }

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

    private INeighborIndex Load() => new LshIndexFactory().Load(File, _rows, new LshOptions());

    private void AssertRefused(Action write)
    {
        write();
        var problem = Assert.Throws<InvalidDataException>(() => Load().Dispose());
        Assert.Contains("made anew", problem.Message, StringComparison.Ordinal);
    }

    private void Write(
        int[]? shape = null, int[]? tables = null, uint[]? keys = null, int[]? starts = null, int[]? rows = null, int[]? features = null,
        int signs = 48, float sign = 1, int probes = 5)
    {
        using var file = SectionFileWriter.Create(File, "index/lsh/1");
        RowIdentity.Write(file, _rows);
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
