using static TorchSharp.torch;

namespace DkNN.Torch;

/// <summary>What a white-box attack sees of a model: scores and gradients with respect to the images, never the weights.</summary>
public interface IDifferentiableClassifier : IClassifier
{
    /// <summary>The gradient, with respect to each image, of a loss of its logits.</summary>
    /// <param name="images">Images, N×C×H×W, in [0, 1].</param>
    /// <param name="loss">
    /// Maps logits, N×classes, to a scalar: the <em>sum</em> of the images' losses, so that each image's gradient is its own.
    /// </param>
    /// <returns>A tensor of the images' shape.</returns>
    Tensor Gradient(Tensor images, Func<Tensor, Tensor> loss);
}
