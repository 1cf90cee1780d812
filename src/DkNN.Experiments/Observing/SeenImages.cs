namespace DkNN.Experiments;

/// <summary>Images that are looked at once, by whoever first needs to know what is seen of them.</summary>
internal sealed class SeenImages
{
    private readonly Lazy<ObservationSet> _observations;

    /// <param name="runner">Looks at them, or finds what was seen before.</param>
    /// <param name="layers">The fitted layers.</param>
    /// <param name="search">Network and neighbours.</param>
    /// <param name="subject">The images, which must be there as long as this.</param>
    public SeenImages(StageRunner runner, FittedLayers layers, NeighborSearch search, EvaluationSubject subject)
    {
        var stage = new ObservationStage(layers, search, subject);
        Subject = subject;
        Key = stage.Key;
        _observations = new Lazy<ObservationSet>(() => runner.Run(stage));
    }

    /// <summary>The images.</summary>
    public EvaluationSubject Subject { get; }

    /// <summary>All that determines what is seen.</summary>
    public ArtefactKey Key { get; }

    /// <summary>What is seen.</summary>
    public ObservationSet Observations => _observations.Value;
}
