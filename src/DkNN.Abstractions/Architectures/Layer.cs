namespace DkNN;

/// <summary>One layer of an architecture, as the generator inferred it.</summary>
/// <param name="Name">Name of the declared property, after that of its block if it has one; the key of the layer's weights.</param>
/// <param name="Kind">What the layer computes.</param>
/// <param name="Position">Place in the order of computation, from 0.</param>
/// <param name="Output">Shape of the output for one image.</param>
public sealed record Layer(string Name, LayerKind Kind, int Position, ImageShape Output)
{
    /// <summary>
    /// In <see cref="LayerAttribute.From"/> and its like: what an architecture or a block itself reads. No layer can have this name.
    /// </summary>
    public const string Input = "<input>";

    /// <summary>Number of neurons, the dimension of the layer's activation rows.</summary>
    public int Neurons => Output.Size;

    /// <summary>Bytes of the float32 activations of one image.</summary>
    public long BytesPerImage => (long)Neurons * sizeof(float);
}
