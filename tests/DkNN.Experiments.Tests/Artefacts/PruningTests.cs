namespace DkNN.Experiments.Tests.Artefacts;

public sealed class PruningTests : IDisposable
{
    private static readonly DateTime Now = DateTime.UtcNow;

    private readonly TemporaryFolder _root = new();
    private readonly ArtefactCache _cache;

    public PruningTests()
    {
        _cache = new ArtefactCache(_root.Path, warning => Assert.Fail(warning));
        for (int age = 1; age <= 4; age++) Make(age);
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public void What_is_kept_is_listed_with_what_people_call_it_last_used_first()
    {
        var entries = ArtefactEntry.In(_root.Path);
        Assert.Equal(["1", "2", "3", "4"], entries.Select(entry => entry.Key["age"]));
        Assert.All(entries, entry => Assert.Equal(("thing", "mnist"), (entry.Kind, entry.About["dataset"])));
        Assert.All(entries, entry => Assert.InRange(entry.Bytes, 100_000, 102_000));
        Assert.Equal(Now.AddDays(-1), entries[0].LastUse, TimeSpan.FromMinutes(1));
        Assert.Empty(ArtefactEntry.In(_root["nothing"]));
        Assert.False(Directory.Exists(_root["nothing"]));
    }

    [Fact]
    public void Finding_is_a_use()
    {
        _cache.Find(Key(4))!.Dispose();
        Assert.Equal(["4", "1", "2", "3"], ArtefactEntry.In(_root.Path).Select(entry => entry.Key["age"]));
    }

    [Fact]
    public void What_is_old_goes_and_then_the_least_recently_used_until_the_rest_fits()
    {
        var outcome = _cache.Prune(new PruneOptions(Now.AddDays(-3.5), KeepBytes: 250_000, IsDryRun: false));
        Assert.Equal(["4", "3"], outcome.Removed.Select(entry => entry.Key["age"]));
        Assert.InRange(outcome.BytesFreed, 200_000, 204_000);
        Assert.Equal(ArtefactEntry.In(_root.Path).Sum(entry => entry.Bytes), outcome.BytesLeft);
        Assert.Equal(["1", "2"], ArtefactEntry.In(_root.Path).Select(entry => entry.Key["age"]));
    }

    [Fact]
    public void What_someone_uses_stays_and_a_dry_run_changes_nothing_and_tells_the_same()
    {
        using var used = new ArtefactCache(_root.Path, _ => { }).Find(Key(1));
        File.SetLastWriteTimeUtc(used!.Directory + ".lock", Now.AddDays(-9));
        var asked = _cache.Prune(new PruneOptions(UnusedSince: null, KeepBytes: 0, IsDryRun: true));
        Assert.Equal(4, ArtefactEntry.In(_root.Path).Count);
        var done = _cache.Prune(new PruneOptions(UnusedSince: null, KeepBytes: 0, IsDryRun: false));
        foreach (var outcome in new[] { asked, done })
        {
            Assert.Equal(["4", "3", "2"], outcome.Removed.Select(entry => entry.Key["age"]));
            Assert.Equal("1", Assert.Single(outcome.Used).Key["age"]);
            Assert.Equal(outcome.Used[0].Bytes, outcome.BytesLeft);
        }
        Assert.True(File.Exists(used.File("content.bin")));
    }

    private static ArtefactKey Key(int age) =>
        ArtefactKey.Of("thing").With("parent", ArtefactKey.Of("network").Called("dataset", "mnist")).With("age", age);

    private void Make(int age)
    {
        using var made = _cache.GetOrMake(Key(age), writer => File.WriteAllBytes(writer.File("content.bin"), new byte[100_000]));
        File.SetLastWriteTimeUtc(made.Directory + ".lock", Now.AddDays(-age));
    }
}
