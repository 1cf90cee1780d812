namespace DkNN;

/// <summary>The sum of what the layer reads and of other outputs of the same shape: a residual connection.</summary>
/// <param name="others">What is added: at least one name as <see cref="LayerAttribute.From"/> takes it, each once.</param>
public sealed class AddAttribute(params string[] others) : ActivatedLayerAttribute
{
    /// <summary>What is added.</summary>
    public IReadOnlyList<string> Others { get; } = others;
}
