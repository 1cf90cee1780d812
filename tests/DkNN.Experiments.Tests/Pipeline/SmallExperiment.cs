using DkNN.Data;

namespace DkNN.Experiments.Tests.Pipeline;

/// <summary>One small pipeline for all tests; each gives a cache of its own.</summary>
public sealed class SmallExperiment : IDisposable
{
    private readonly SmallPipeline _pipeline = new();
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, RunOutcome> _whole = [];

    /// <summary>Draws the few digits: two batches of training.</summary>
    public SmallExperiment()
    {
        var few = GlyphSet.Create(train: 600, test: 300);
        IdxDirectory.Write(new DataSet("few-glyphs", few.Train, few.Test), FewPath);
    }

    /// <summary>The cache of whole runs.</summary>
    public string WholeCache => _folder["cache"];

    /// <summary>Too few digits to learn much from, for tests of how files and runs agree, whatever the network has learnt.</summary>
    public string FewPath => _folder["data", "few-glyphs"];

    public string GlyphsPath => _pipeline.GlyphsPath;

    public string RealPath => _pipeline.RealPath;

    public ExperimentOptions OptionsFor(string dataset) => _pipeline.Options with { Dataset = dataset };

    public ExperimentPlan Plan(ExperimentOptions options) => _pipeline.Plan(options);

    public RunOutcome Run(
        ExperimentOptions options, string cache, string output,
        IRunProgress? progress = null, CancellationToken cancellationToken = default) =>
        _pipeline.Run(options, output, cache, progress, cancellationToken);

    /// <summary>A run of a data set from nothing to its end, done once for all tests.</summary>
    /// <returns>What came of it, and its directory.</returns>
    public (RunOutcome Outcome, string Directory) Whole(string dataset)
    {
        string directory = _folder[Path.GetFileName(dataset)];
        if (!_whole.TryGetValue(dataset, out var outcome))
        {
            outcome = Run(OptionsFor(dataset), WholeCache, directory);
            _whole.Add(dataset, outcome);
        }
        return (outcome, directory);
    }

    /// <summary>A cache with the network of a whole run and nothing else, for tests of what comes after the training.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="cache">A new folder.</param>
    public string Trained(string dataset, string cache)
    {
        Whole(dataset);
        foreach (string network in Directory.EnumerateDirectories(Path.Combine(WholeCache, "network")))
        {
            string copy = Path.Combine(cache, "network", Path.GetFileName(network));
            Directory.CreateDirectory(copy);
            foreach (string file in Directory.EnumerateFiles(network)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }
        return cache;
    }

    public void Dispose()
    {
        _pipeline.Dispose();
        _folder.Dispose();
    }
}
