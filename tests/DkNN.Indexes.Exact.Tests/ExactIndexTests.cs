using DkNN.Vectors;

namespace DkNN.Indexes.Exact.Tests;

public sealed class ExactIndexTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dknn-exact-");
    private readonly RowMatrix _rows = Random(1, 300, 12);
    private readonly RowMatrix _queries = Random(2, 20, 12);
    private readonly ExactIndexFactory _factory = new();

    private string File => Path.Combine(_folder.FullName, "exact.index");

    public void Dispose()
    {
        _rows.Dispose();
        _queries.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void A_loaded_index_finds_what_the_built_one_found()
    {
        using var built = Build(_rows);
        built.Save(File);
        using var loaded = _factory.Load(File, _rows, new ExactOptions());
        Assert.Equal((300, 12), (loaded.Count, loaded.Dimension));
        Assert.Equal(Search(built), Search(loaded));
    }

    [Fact]
    public void A_row_is_its_own_nearest_neighbour()
    {
        using var index = Build(_rows);
        int[] ids = new int[300];
        float[] distances = new float[300];
        index.Search(_rows, 1, ids, distances);
        Assert.Equal(Enumerable.Range(0, 300), ids);
        Assert.All(distances, distance => Assert.Equal(0f, distance));
    }

    [Fact]
    public void Other_rows_are_refused_at_loading()
    {
        using (var built = Build(_rows)) built.Save(File);
        using var fewer = Random(1, 299, 12);
        using var narrower = Random(1, 300, 11);
        using var changed = Random(1, 300, 12);
        changed.MutableRow(77)[5] += 0.1f;
        AssertRefused(fewer, "299 × 12");
        AssertRefused(narrower, "300 × 11");
        AssertRefused(changed, "checksum");
    }

    [Fact]
    public void Every_truncated_or_flipped_file_is_refused()
    {
        using (var built = Build(_rows)) built.Save(File);
        byte[] whole = System.IO.File.ReadAllBytes(File);
        for (int at = 0; at < whole.Length; at += 131)
        {
            System.IO.File.WriteAllBytes(File, whole[..at]);
            AssertRefused(_rows, File);
        }

        // Everything but the padding between the sections is under a checksum.
        for (int at = 0; at < 4096 + 8; at += 61)
        {
            byte[] flipped = [.. whole];
            flipped[at] ^= 0x10;
            System.IO.File.WriteAllBytes(File, flipped);
            AssertRefused(_rows, File);
        }
    }

    [Fact]
    public void Rows_with_no_distances_cannot_be_indexed()
    {
        _rows.MutableRow(5)[0] = float.NaN;
        Assert.Contains("Row 5", Assert.Throws<ArgumentException>(() => Build(_rows)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_build_stops() => Assert.ThrowsAny<OperationCanceledException>(
        () => _factory.Build(_rows, new ExactOptions(), new IndexBuildContext(0, null, new CancellationToken(canceled: true))));

    private static RowMatrix Random(int seed, int count, int dimension)
    {
        var random = new Random(seed);
        return RowMatrix.Copy([.. Enumerable.Range(0, count * dimension).Select(_ => random.NextSingle())], dimension);
    }

    private INeighborIndex Build(RowMatrix rows) =>
        _factory.Build(rows, new ExactOptions(), new IndexBuildContext(0, null, CancellationToken.None));

    private (int, float)[] Search(INeighborIndex index)
    {
        int[] ids = new int[_queries.Count * 7];
        float[] distances = new float[_queries.Count * 7];
        index.Search(_queries, 7, ids, distances);
        return [.. ids.Zip(distances)];
    }

    private void AssertRefused(RowMatrix rows, string saying)
    {
        var error = Assert.Throws<InvalidDataException>(() => _factory.Load(File, rows, new ExactOptions()));
        Assert.Contains(File, error.Message, StringComparison.Ordinal);
        Assert.Contains(saying, error.Message, StringComparison.Ordinal);
    }
}
