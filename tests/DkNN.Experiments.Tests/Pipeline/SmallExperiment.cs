using DkNN.Data;
using DkNN.Hosting;

namespace DkNN.Experiments.Tests.Pipeline;

/// <summary>The whole pipeline on a few images: real MNIST where <c>DKNN_DATA</c> holds it, synthetic digits otherwise.</summary>
public sealed class SmallExperiment : IDisposable
{
    private readonly TemporaryFolder _data = new();

    public SmallExperiment()
    {
        GlyphsPath = Slice(GlyphSet.Create(train: 1_200, test: 450), "glyph-slice");
        var catalogue = new DataCatalogue();
        RealPath = catalogue.Find("mnist") is null ? GlyphsPath : Slice(catalogue.Open("mnist"), "mnist-slice");
    }

    public string GlyphsPath { get; }

    public string RealPath { get; }

    public static PluginCatalogue Plugins { get; } = PluginHost.Load([PluginHost.DefaultFolder]);

    public static ExperimentOptions OptionsFor(string dataset) => new()
    {
        Dataset = dataset,
        Epochs = 4,
        Epsilons = [0.1, 0.3],
        Neighbors = 20,
        Calibration = 200,
        Seed = 1,
    };

    public static ExperimentPlan Plan(ExperimentOptions options) =>
        new ExperimentPlanner(Plugins, new DataCatalogue()).Resolve(options, CancellationToken.None);

    public static RunOutcome Run(
        ExperimentOptions options, string cache, string output,
        IRunProgress? progress = null, CancellationToken cancellationToken = default)
    {
        progress ??= new SilentProgress();
        return new Experiment(Plan(options), new ArtefactCache(cache, progress.Warn), progress, cancellationToken).Run(output);
    }

    public void Dispose() => _data.Dispose();

    /// <summary>An IDX directory under a name of its own, since the published names stand for the published content.</summary>
    private string Slice(DataSet data, string name)
    {
        string path = Path.Combine(_data.Path, name);
        IdxDirectory.Write(new DataSet(name, data.Train.Select(First(1_200)), data.Test.Select(First(450))), path);
        return path;

        static int[] First(int count) => [.. Enumerable.Range(0, count)];
    }
}
