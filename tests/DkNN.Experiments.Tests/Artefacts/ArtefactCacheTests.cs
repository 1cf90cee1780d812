namespace DkNN.Experiments.Tests.Artefacts;

public sealed class ArtefactCacheTests : IDisposable
{
    private static readonly ArtefactKey Key = ArtefactKey.Of("thing").With("size", 3).With("share", 0.1);

    private readonly TemporaryFolder _root = new();
    private readonly List<string> _warnings = [];

    public void Dispose() => _root.Dispose();

    [Fact]
    public void What_was_committed_is_found_again()
    {
        var made = Make(Open(), "hello");
        var found = Open().Find(Key);
        Assert.Equal(made.Directory, found!.Directory);
        Assert.Equal("hello", File.ReadAllText(found.File("content.txt")));
        Assert.Empty(_warnings);
    }

    [Fact]
    public void Keys_that_differ_anywhere_have_other_hashes_and_order_does_not_matter()
    {
        string[] hashes =
        [
            Key.Hash, ArtefactKey.Of("other").With("size", 3).With("share", 0.1).Hash, Key.With("more", "x").Hash,
            ArtefactKey.Of("thing").With("size", 3).With("share", 0.2).Hash,
        ];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
        Assert.Equal(Key.Hash, ArtefactKey.Of("thing").With("share", 0.1).With("size", 3).Hash);
    }

    [Fact]
    public void Nothing_uncommitted_is_found_and_a_disposed_writer_leaves_nothing()
    {
        var cache = Open();
        using (var writer = cache.Begin(Key))
        {
            File.WriteAllText(writer.File("content.txt"), "half");
            Assert.Null(cache.Find(Key));
        }
        Assert.Null(cache.Find(Key));
        Assert.Empty(Directory.EnumerateFiles(_root.Path, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("flip")]
    [InlineData("truncate")]
    [InlineData("delete")]
    [InlineData("manifest")]
    [InlineData("empty manifest")]
    public void A_damaged_artefact_is_reported_removed_and_made_again(string damage)
    {
        var made = Make(Open(), "hello");
        string content = made.File("content.txt"), manifest = made.File("artefact.json");
        switch (damage)
        {
            case "flip": File.WriteAllText(content, "hellp"); break;
            case "truncate": File.WriteAllText(content, "hell"); break;
            case "delete": File.Delete(content); break;
            case "manifest": File.WriteAllText(manifest, "{"); break;
            default: File.WriteAllText(manifest, "null"); break;
        }

        var cache = Open();
        Assert.Null(cache.Find(Key));
        string warning = Assert.Single(_warnings);
        Assert.Contains(made.Directory, warning, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', warning);
        Make(cache, "hello");
        Assert.NotNull(cache.Find(Key));
    }

    [Fact]
    public void What_a_killed_process_left_half_made_is_swept_away()
    {
        // No process has this number: Linux stops at 4,194,304.
        string left = Path.Combine(_root.Path, "thing", $"{Key.Hash}.making-2000000000");
        Directory.CreateDirectory(left);
        File.WriteAllText(Path.Combine(left, "content.txt"), "half");
        Open();
        Assert.False(Directory.Exists(left));
    }

    [Fact]
    public void Of_two_runs_that_make_the_same_artefact_both_go_on()
    {
        var cache = Open();
        using var slow = cache.Begin(Key);
        File.WriteAllText(slow.File("content.txt"), "hello");
        string other = Path.Combine(_root.Path, "thing", Key.Hash);
        Directory.CreateDirectory(other);
        Assert.Equal(other, slow.Commit().Directory);
    }

    private ArtefactCache Open() => new(_root.Path, _warnings.Add);

    private static Artefact Make(ArtefactCache cache, string content)
    {
        using var writer = cache.Begin(Key);
        File.WriteAllText(writer.File("content.txt"), content);
        return writer.Commit();
    }
}
