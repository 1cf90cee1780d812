using DkNN;
using DkNN.Testing;
using Xunit;

namespace PipelineSnapshots;

public sealed class PipelineTests : IDisposable
{
    private readonly SmallPipeline _pipeline = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _pipeline.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_small_run_gives_what_it_gave_before()
    {
        var options = _pipeline.Options with { Attack = PluginChoice.Parse("fgsm"), Index = PluginChoice.Parse("exact"), Layers = "DeepLayers" };
        _pipeline.Run(options, _folder["run"]);
        Snapshot.MatchRounded(Scrub.Coarse.Run(_folder["run"]), "small-run");
    }
}
