namespace DkNN.Experiments.Tests.Pipeline;

/// <summary>One small pipeline for the tests of a class; each test gives a cache of its own.</summary>
public sealed class SmallExperiment : IDisposable
{
    private readonly SmallPipeline _pipeline = new();

    public string GlyphsPath => _pipeline.GlyphsPath;

    public string RealPath => _pipeline.RealPath;

    public ExperimentOptions OptionsFor(string dataset) => _pipeline.Options with { Dataset = dataset };

    public ExperimentPlan Plan(ExperimentOptions options) => _pipeline.Plan(options);

    public RunOutcome Run(
        ExperimentOptions options, string cache, string output,
        IRunProgress? progress = null, CancellationToken cancellationToken = default) =>
        _pipeline.Run(options, output, cache, progress, cancellationToken);

    public void Dispose() => _pipeline.Dispose();
}
