namespace DkNN.Experiments.Tests.Artefacts;

public sealed class CacheFolderTests : IDisposable
{
    private readonly string? _before = Environment.GetEnvironmentVariable(CacheFolder.Variable);

    public void Dispose() => Environment.SetEnvironmentVariable(CacheFolder.Variable, _before);

    [Fact]
    public void The_variable_names_the_cache_by_a_full_path_only()
    {
        string full = Path.Combine(Path.GetTempPath(), "somewhere");
        Environment.SetEnvironmentVariable(CacheFolder.Variable, full);
        Assert.Equal(full, CacheFolder.Default);
        Environment.SetEnvironmentVariable(CacheFolder.Variable, "somewhere");
        var problem = Assert.Throws<ExperimentException>(() => CacheFolder.Default);
        Assert.StartsWith("DKNN_CACHE: 'somewhere'", problem.Message, StringComparison.Ordinal);
    }
}
