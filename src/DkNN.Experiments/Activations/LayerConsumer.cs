namespace DkNN.Experiments;

/// <summary>Takes one layer's activations.</summary>
/// <param name="layer">Place in the selection.</param>
/// <param name="activations">images × neurons floats, gone afterwards.</param>
public delegate void LayerConsumer(int layer, ReadOnlySpan<float> activations);
