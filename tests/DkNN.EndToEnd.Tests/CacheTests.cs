using System.Text.Json;

namespace DkNN.EndToEnd.Tests;

public sealed class CacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_cache_is_listed_and_pruned()
    {
        using (new DkNN.Experiments.ArtefactCache(_folder.Path, _ => { }).GetOrMake(
            DkNN.Experiments.ArtefactKey.Of("thing").Called("dataset", "mnist").With("layer", "Conv1"),
            writer => File.WriteAllBytes(writer.File("content.bin"), new byte[1_000_000])))
        {
        }

        var (_, listed, _) = Dknn.Run("cache", "list", "--json", "--cache", _folder.Path);
        using var listing = JsonDocument.Parse(listed);
        var entry = Assert.Single(listing.RootElement.GetProperty("artefacts").EnumerateArray());
        Assert.Equal("mnist", entry.GetProperty("about").GetProperty("dataset").GetString());
        Assert.Equal("Conv1", entry.GetProperty("key").GetProperty("layer").GetString());

        var (code, pruned, _) = Dknn.Run("cache", "prune", "--older-than", "30d", "--keep-bytes", "0.5MB", "--cache", _folder.Path);
        Assert.Equal(0, code);
        Assert.Contains("thing  mnist, layer Conv1", pruned, StringComparison.Ordinal);
        Assert.Contains("Freed 1 MB of 1 artefacts; 0 B left.", pruned, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("say what goes")]
    [InlineData("--keep-bytes: '20 sacks'", "--keep-bytes", "20 sacks")]
    [InlineData("--older-than: '-1d'", "--older-than=-1d")]
    public void Pruning_by_nothing_or_by_nonsense_is_refused(string message, params string[] options)
    {
        var (code, _, error) = Dknn.Run(["cache", "prune", "--cache", _folder.Path, .. options]);
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }
}
