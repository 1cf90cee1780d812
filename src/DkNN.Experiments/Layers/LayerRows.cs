namespace DkNN.Experiments;

/// <summary>One layer's training rows on disk.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Artefact">Rows and space.</param>
internal sealed record LayerRows(Layer Layer, Artefact Artefact)
{
    public const string RowsFile = "rows.bin";
    public const string SpaceFile = "space.bin";

    /// <summary>The rows' file.</summary>
    public string RowsPath => Artefact.File(RowsFile);

    /// <summary>The space's file.</summary>
    public string SpacePath => Artefact.File(SpaceFile);
}
