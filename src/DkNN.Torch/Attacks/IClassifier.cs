using static TorchSharp.torch;

namespace DkNN.Torch;

/// <summary>What a black-box attack sees of a model: scores, no gradients.</summary>
public interface IClassifier
{
    /// <summary>Number of classes.</summary>
    int Classes { get; }

    /// <summary>Logits, N×classes, in evaluation mode and without gradients.</summary>
    /// <param name="images">Images, N×C×H×W, in [0, 1].</param>
    Tensor Logits(Tensor images);
}
