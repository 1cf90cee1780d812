namespace DkNN.Models.Mnist;

/// <summary>
/// The network of Papernot and McDaniel, "Deep k-Nearest Neighbors" (arXiv 1803.04765): three convolutions and a dense layer.
/// </summary>
[Architecture("mnist-baseline", Input = "1x28x28", Classes = 10,
    Description = "three convolutions and a dense layer, as in the DkNN paper")]
public sealed partial class MnistBaseline
{
    [Conv2d(64, Kernel = 8, Stride = 2, Padding = 3, Activation = Activation.ReLU)]
    public partial Layer Conv1 { get; }

    [Conv2d(128, Kernel = 6, Stride = 2, Activation = Activation.ReLU)]
    public partial Layer Conv2 { get; }

    [Conv2d(128, Kernel = 5, Activation = Activation.ReLU)]
    public partial Layer Conv3 { get; }

    [Dense(10, Activation = Activation.Softmax)]
    public partial Layer Output { get; }
}
