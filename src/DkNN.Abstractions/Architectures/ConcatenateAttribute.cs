namespace DkNN;

/// <summary>
/// What the layer reads and other outputs one after another: the channels of images of one height and width, or the neurons of rows.
/// </summary>
/// <param name="others">What follows, in order: at least one name as <see cref="LayerAttribute.From"/> takes it, each once.</param>
public sealed class ConcatenateAttribute(params string[] others) : ActivatedLayerAttribute
{
    /// <summary>What follows.</summary>
    public IReadOnlyList<string> Others { get; } = others;
}
