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
        using var made = Make(Open(), "hello");
        using var found = Open().Find(Key);
        Assert.Equal(made.Directory, found!.Directory);
        Assert.Equal("hello", File.ReadAllText(found.File("content.txt")));
        Assert.Equal((false, true), (made.WasFound, found.WasFound));
        Assert.Empty(_warnings);
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
        Assert.Equal([".lock"], _root.FileNames());
    }

    [Theory]
    [InlineData("flip")]
    [InlineData("truncate")]
    [InlineData("delete")]
    [InlineData("manifest")]
    [InlineData("empty manifest")]
    public void A_damaged_artefact_is_reported_removed_and_made_again(string damage)
    {
        using var made = Make(Open(), "hello");
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
        Make(cache, "hello").Dispose();
        using var found = cache.Find(Key);
        Assert.NotNull(found);
    }

    /// <summary>Known by time, a flipped byte is missed only by a program that sets the time back.</summary>
    [Fact]
    public void A_file_is_read_again_only_where_its_size_or_time_has_changed()
    {
        using var made = Make(Open(), "hello");
        string content = made.File("content.txt");
        var settled = DateTime.UtcNow.AddHours(-1);
        File.SetLastWriteTimeUtc(content, settled);
        using (var first = Open().Find(Key)) Assert.NotNull(first);
        File.WriteAllText(content, "hellp");
        File.SetLastWriteTimeUtc(content, settled);
        using (var unread = Open().Find(Key)) Assert.NotNull(unread);
        File.SetLastWriteTimeUtc(content, settled.AddSeconds(1));
        Assert.Null(Open().Find(Key));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1 << 20)]
    [InlineData((3 << 20) + 5)]
    public void A_flipped_byte_is_found_wherever_it_is(int length)
    {
        using (var writer = Open().Begin(Key))
        {
            File.WriteAllBytes(writer.File("content.txt"), new byte[length]);
            writer.Commit().Dispose();
        }
        using var whole = Open().Find(Key);
        Assert.NotNull(whole);
        foreach (int place in new[] { 0, length / 2, length - 1 }.Where(place => place >= 0 && length > 0))
        {
            using (var file = File.OpenWrite(whole.File("content.txt")))
            {
                file.Position = place;
                file.WriteByte(1);
            }
            Assert.Null(Open().Find(Key));
            using var writer = Open().Begin(Key);
            File.WriteAllBytes(writer.File("content.txt"), new byte[length]);
            writer.Commit().Dispose();
        }
    }

    [Fact]
    public void What_no_one_holds_is_swept_away_and_what_another_cache_makes_is_not()
    {
        using var slow = Open().Begin(Key);
        File.WriteAllText(slow.File("content.txt"), "hello");
        string[] left = [_root["thing", "0123.making"], _root["thing", "4567.removed"]];
        foreach (string directory in left) Directory.CreateDirectory(directory);
        File.WriteAllText(_root["thing", "0123.making.lock"], "");
        File.WriteAllText(_root["thing", "89ab.making.lock"], "");
        File.WriteAllText(_root["thing", "cdef.lock"], "");

        Open();
        Assert.All(left, directory => Assert.False(Directory.Exists(directory)));
        using var made = slow.Commit();
        slow.Dispose();
        Assert.Equal([".lock", $"{Key.Hash}.lock", "artefact.json", "content.txt"], _root.FileNames());
    }

    [Fact]
    public void Of_two_runs_that_make_the_same_artefact_the_first_ones_stays_and_both_go_on()
    {
        using var slow = Open().Begin(Key);
        File.WriteAllText(slow.File("content.txt"), "second");
        using var first = Make(Open(), "first");
        using var second = slow.Commit();
        Assert.Equal(first.Directory, second.Directory);
        Assert.Equal("first", File.ReadAllText(second.File("content.txt")));
    }

    [Fact]
    public void What_takes_the_place_of_a_damaged_artefact_is_kept()
    {
        using var slow = Open().Begin(Key);
        File.WriteAllText(slow.File("content.txt"), "hello");
        using var first = Make(Open(), "hello");
        File.WriteAllText(first.File("content.txt"), "hellp");
        using var second = slow.Commit();
        Assert.Equal("hello", File.ReadAllText(second.File("content.txt")));
        Assert.Contains("damaged", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_used_is_not_removed()
    {
        var (cache, other) = (Open(), Open());
        var made = Make(cache, "hello");
        var found = other.Find(Key)!;
        Assert.False(other.Remove(Key));
        made.Dispose();
        Assert.False(cache.Remove(Key));
        Assert.Equal("hello", File.ReadAllText(found.File("content.txt")));
        found.Dispose();
        Assert.True(cache.Remove(Key));
        Assert.True(cache.Remove(Key));
        Assert.Null(other.Find(Key));
        Assert.Equal([".lock"], _root.FileNames());
    }

    private ArtefactCache Open() => new(_root.Path, _warnings.Add);

    private static Artefact Make(ArtefactCache cache, string content)
    {
        using var writer = cache.Begin(Key);
        File.WriteAllText(writer.File("content.txt"), content);
        return writer.Commit();
    }
}
