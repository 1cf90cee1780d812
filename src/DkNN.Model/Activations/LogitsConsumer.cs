using static TorchSharp.torch;

namespace DkNN.Model;

/// <summary>Takes what the network says of one batch.</summary>
/// <param name="start">Position of the batch's first image.</param>
/// <param name="logits">images × classes, gone afterwards.</param>
public delegate void LogitsConsumer(int start, Tensor logits);
