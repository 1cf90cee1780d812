using static TorchSharp.torch;

namespace DkNN.Model;

/// <summary>Takes what the network says of one batch.</summary>
/// <param name="start">Position of the batch's first image.</param>
/// <param name="logits">images × classes, gone afterwards.</param>
/// <param name="features">images × features, what its last dense layer reads, gone afterwards; null where it does not end in one.</param>
public delegate void OutputConsumer(int start, Tensor logits, Tensor? features);
