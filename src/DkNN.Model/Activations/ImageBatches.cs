using static TorchSharp.torch;

namespace DkNN.Model;

/// <summary>Gives consecutive images of a set, so that a whole set need never be in memory.</summary>
/// <param name="start">The first image.</param>
/// <param name="count">Number of images.</param>
/// <returns>Float32 images in [0, 1], N×C×H×W, owned by the caller's dispose scope.</returns>
public delegate Tensor ImageBatches(int start, int count);
