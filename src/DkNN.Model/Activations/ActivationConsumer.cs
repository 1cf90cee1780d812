namespace DkNN.Model;

/// <summary>Takes one layer's activations of one batch.</summary>
/// <param name="start">Position of the batch's first image.</param>
/// <param name="layer">Place in the selection.</param>
/// <param name="activations">images × neurons floats, gone afterwards.</param>
public delegate void ActivationConsumer(int start, int layer, ReadOnlySpan<float> activations);
