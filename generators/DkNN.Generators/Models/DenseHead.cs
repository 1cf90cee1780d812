namespace DkNN.Generators.Models;

/// <summary>The dense layer that gives a network's logits, with nothing but a softmax after it.</summary>
/// <param name="Name">Name of the layer.</param>
/// <param name="Input">Position of the layer that it reads, or <see cref="LayerInput.Images"/>.</param>
internal sealed record DenseHead(string Name, int Input)
{
    /// <summary>The head; null where the network ends otherwise.</summary>
    /// <param name="layers">All layers, in order of computation.</param>
    public static DenseHead? Of(EquatableArray<LayerModel> layers)
    {
        var last = layers[layers.Count - 1];
        if (last.Activation.Kind is not (Activation.None or Activation.Softmax)) return null;
        var dense = last;
        if (last.Operation is LayerOperation.Activate)
        {
            if (last.Inputs[0].Position == LayerInput.Images) return null;
            dense = layers[last.Inputs[0].Position];
            if (dense.Activation.Kind is not Activation.None) return null;
        }
        return dense.Operation is LayerOperation.Dense ? new DenseHead(dense.Name, dense.Inputs[0].Position) : null;
    }
}
