namespace DkNN.Experiments;

/// <summary>One layer with its index.</summary>
/// <param name="Neighbors">The layer's space, rows and index.</param>
/// <param name="Choice">Which index it is, and why.</param>
/// <param name="Rows">Where rows and space stand.</param>
/// <param name="Artefact">Where the index stands.</param>
/// <param name="BuildSeconds">How long the build took, in the run that did it.</param>
/// <param name="LoadSeconds">How long the index took to load in this run.</param>
internal sealed record FittedLayer(
    LayerNeighbors Neighbors, LayerIndexChoice Choice, LayerRows Rows, Artefact Artefact, double BuildSeconds, double LoadSeconds)
    : IDisposable
{
    public const string IndexFile = "index.bin";

    /// <summary>The effort that its options ask for; null where it has no dial.</summary>
    public double? UsualEffort { get; } = Neighbors.Index.Effort?.Value;

    /// <summary>The layer.</summary>
    public Layer Layer => Neighbors.Layer;

    /// <summary>The index's file.</summary>
    public string IndexPath => Artefact.File(IndexFile);

    /// <summary>Size on disk of the index and of the rows that it refers to.</summary>
    public long Bytes => new FileInfo(IndexPath).Length + new FileInfo(Rows.RowsPath).Length;

    /// <summary>A key with all that determines the index's answers.</summary>
    public ArtefactKey Extend(ArtefactKey key)
    {
        key = key.With("index of " + Layer.Name, Artefact.Key);
        return Neighbors.Index.Effort is { } effort ? key.With("effort of " + Layer.Name, effort.Value) : key;
    }

    public void Dispose() => Neighbors.Dispose();
}
