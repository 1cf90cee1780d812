namespace DkNN.Experiments.Tests.Pipeline;

/// <summary>One small pipeline for the tests of a class; each test gives a cache of its own.</summary>
public sealed class SmallExperiment : IDisposable
{
    private readonly SmallPipeline _pipeline = new();
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, RunOutcome> _whole = [];

    public string GlyphsPath => _pipeline.GlyphsPath;

    public string RealPath => _pipeline.RealPath;

    public ExperimentOptions OptionsFor(string dataset) => _pipeline.Options with { Dataset = dataset };

    public ExperimentPlan Plan(ExperimentOptions options) => _pipeline.Plan(options);

    public RunOutcome Run(
        ExperimentOptions options, string cache, string output,
        IRunProgress? progress = null, CancellationToken cancellationToken = default) =>
        _pipeline.Run(options, output, cache, progress, cancellationToken);

    /// <summary>A run of a data set from nothing to its end, done once for all tests of a class.</summary>
    /// <returns>What came of it, and its directory.</returns>
    public (RunOutcome Outcome, string Directory) Whole(string dataset)
    {
        string directory = _folder[Path.GetFileName(dataset)];
        if (!_whole.TryGetValue(dataset, out var outcome))
        {
            outcome = Run(OptionsFor(dataset), _folder["cache"], directory);
            _whole.Add(dataset, outcome);
        }
        return (outcome, directory);
    }

    public void Dispose()
    {
        _pipeline.Dispose();
        _folder.Dispose();
    }
}
