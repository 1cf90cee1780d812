using DkNN.Vectors;

namespace DkNN.Indexes.Hnsw.Tests;

/// <summary>Files whose checksums are right and whose content is not: nothing outside the graph may be read.</summary>
public sealed class HostileFileTests : IDisposable
{
    private const int Count = 500;
    private const int Width = 32;

    private readonly TemporaryFolder _folder = new();
    private readonly RowMatrix _rows = SampleRows.Clustered(Count, 8, seed: 1);

    private string File => _folder["saved.index"];

    public void Dispose()
    {
        _rows.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void An_honest_file_is_accepted()
    {
        Rewrite("links", (int[] _) => { });
        HnswIndex.Load(File, _rows, 10).Dispose();
    }

    [Theory]
    [InlineData(Count)]
    [InlineData(-2)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void A_link_that_leads_to_no_row_is_refused(int link)
    {
        AssertRefused("links", (int[] links) => links[(Width * 77) + 3] = link, "leads to no row");
        AssertRefused("upper-links", (int[] links) => links[5] = link, "leads to no row");
    }

    [Fact]
    public void A_link_to_a_row_of_a_lower_level_is_refused()
    {
        int low = 0;
        Rewrite("levels", (byte[] levels) => low = Array.IndexOf(levels, (byte)0));
        AssertRefused("upper-links", (int[] links) => links[0] = low, "of its level");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(Count)]
    public void An_entry_that_is_no_row_is_refused(int entry) =>
        AssertRefused("graph", (int[] shape) => shape[3] = entry, "no way in");

    [Fact]
    public void Levels_that_belie_the_links_are_refused()
    {
        AssertRefused("levels", (byte[] levels) => levels[9] += 1, "links are missing");
        AssertRefused("levels", (byte[] levels) => levels[9] = 200, "too high");
        AssertRefused("graph", (int[] shape) => shape[4] += 1, "no way in");
        AssertRefused("graph", (int[] shape) => shape[0] = 17, "links are missing");
        AssertRefused("graph", (int[] shape) => shape[0] = 1_000, "describe its graph");
    }

    [Fact]
    public void Twins_in_a_circle_are_refused() => AssertRefused("twins", (int[] twins) => twins[9] = 9, "twin");

    private void AssertRefused<T>(string section, Action<T[]> change, string saying)
        where T : unmanaged
    {
        Rewrite(section, change);
        var error = Assert.Throws<InvalidDataException>(() => HnswIndex.Load(File, _rows, 10).Dispose());
        Assert.Contains(File, error.Message, StringComparison.Ordinal);
        Assert.Contains(saying, error.Message, StringComparison.Ordinal);
    }

    /// <summary>Saves an index, and writes its file anew with one section changed.</summary>
    private void Rewrite<T>(string section, Action<T[]> change)
        where T : unmanaged
    {
        string honest = _folder["honest.index"];
        using (var index = HnswIndex.Build(_rows, new HnswOptions(), new IndexBuildContext(1, null, CancellationToken.None), workers: 1))
        {
            index.Save(honest);
        }

        SectionImage.Rewrite(honest, File, section, change);
    }
}
