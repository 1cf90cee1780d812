namespace DkNN.Experiments;

/// <summary>One layer's training rows on disk.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Artefact">Rows and space.</param>
internal sealed record LayerRows(Layer Layer, Artefact Artefact)
{
    public const string RowsFile = "rows.bin";
    public const string SpaceFile = "space.bin";

    /// <summary>What is told of rows that have no distances.</summary>
    /// <param name="layer">Their layer.</param>
    /// <param name="image">A training image that gave such a row.</param>
    /// <param name="problem">How it was found.</param>
    public static InvalidDataException Astray(Layer layer, long image, ArgumentException problem) => new(
        $"{layer.Name}: the activations of training image {image} are no numbers or too large, so that it has no neighbours; "
        + "the training went astray. Give a lower --learning-rate.",
        problem);

    /// <summary>The rows' file.</summary>
    public string RowsPath => Artefact.File(RowsFile);

    /// <summary>The space's file.</summary>
    public string SpacePath => Artefact.File(SpaceFile);
}
