namespace DkNN.Experiments.Tests.Artefacts;

/// <summary>A person deletes the cache, or a part of it, while runs use it.</summary>
public sealed class LostArtefactTests : IDisposable
{
    private static readonly ArtefactKey Key = ArtefactKey.Of("thing").With("size", 3);

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _warnings = [];
    private readonly ArtefactCache _cache;

    public LostArtefactTests() => _cache = new ArtefactCache(_folder["cache"], _warnings.Add);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_deleted_cache_is_begun_anew()
    {
        Lose();
        Assert.Null(_cache.Find(Key));
        Lose();
        Assert.True(_cache.Remove(Key));
        Lose();
        using var made = _cache.GetOrMake(Key, Write);
        using var found = _cache.Find(Key);
        Assert.Equal("hello", File.ReadAllText(found!.File("content.txt")));
        Assert.Empty(_warnings);
    }

    [Fact]
    public void What_vanishes_while_it_is_made_or_before_it_is_loaded_is_made_again()
    {
        int made = 0, loaded = 0;
        string content = _cache.GetOrMake(
            Key,
            writer =>
            {
                Write(writer);
                if (made++ == 0) Lose();
            },
            artefact =>
            {
                using (artefact)
                {
                    string file = artefact.File("content.txt");
                    if (loaded++ == 0) Lose();
                    return File.ReadAllText(file);
                }
            });
        Assert.Equal(("hello", 3, 2), (content, made, loaded));
        Assert.Equal(2, _warnings.Count);
        Assert.All(_warnings, warning => Assert.Contains("vanished", warning, StringComparison.Ordinal));
    }

    [Fact]
    public void What_vanishes_before_its_first_file_is_written_costs_nothing()
    {
        using var writer = _cache.Begin(Key);
        Lose();
        Write(writer);
        using var made = writer.Commit();
        Assert.Equal("hello", File.ReadAllText(made.File("content.txt")));
    }

    [Fact]
    public void A_part_that_vanishes_is_not_taken_for_the_whole()
    {
        using var writer = _cache.Begin(Key);
        File.WriteAllText(writer.File("first.txt"), "1");
        Lose();
        File.WriteAllText(writer.File("second.txt"), "2");
        Assert.Throws<ArtefactLostException>(() => writer.Commit());
        Assert.Null(_cache.Find(Key));
    }

    [Fact]
    public void A_file_that_vanished_is_told_by_a_type_of_its_own()
    {
        using var made = _cache.GetOrMake(Key, Write);
        Lose();
        var problem = Assert.Throws<ArtefactLostException>(() => made.File("content.txt"));
        Assert.Contains("again", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_vanishes_each_time_is_given_up_and_other_failures_pass_at_once()
    {
        int made = 0;
        Assert.Throws<ArtefactLostException>(() => _cache.GetOrMake(Key, writer =>
        {
            Write(writer);
            made++;
            Lose();
        }));
        Assert.Equal(3, made);
        Assert.Throws<FileNotFoundException>(() => _cache.GetOrMake(Key, _ =>
        {
            made++;
            File.OpenRead(_folder["nothing"]);
        }));
        Assert.Equal(4, made);
    }

    private static void Write(ArtefactWriter writer) => File.WriteAllText(writer.File("content.txt"), "hello");

    private void Lose() => Directory.Delete(_cache.Root, recursive: true);
}
