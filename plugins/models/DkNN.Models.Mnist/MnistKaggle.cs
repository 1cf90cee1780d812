namespace DkNN.Models.Mnist;

/// <summary>
/// A deeper network with batch normalisation (Topolewski, "Adversarial Attacks on Neural Networks", University of Sheffield, 2022,
/// table 4.2). On its normalised layers alone, deep k-nearest neighbours withstand attacks best.
/// </summary>
[Architecture("mnist-kaggle", Input = "1x28x28", Classes = 10,
    Description = "five convolutions with pooling and batch normalisation, and two dense layers")]
public sealed partial class MnistKaggle
{
    [Conv2d(64, Kernel = 3, Activation = Activation.ReLU)]
    public partial Layer Conv1 { get; }

    [Conv2d(64, Kernel = 3, Activation = Activation.ReLU)]
    public partial Layer Conv2 { get; }

    [MaxPool2d(2)]
    public partial Layer Pool1 { get; }

    [BatchNorm]
    public partial Layer Norm1 { get; }

    [Conv2d(128, Kernel = 3, Activation = Activation.ReLU)]
    public partial Layer Conv3 { get; }

    [Conv2d(128, Kernel = 3, Activation = Activation.ReLU)]
    public partial Layer Conv4 { get; }

    [MaxPool2d(2)]
    public partial Layer Pool2 { get; }

    [BatchNorm]
    public partial Layer Norm2 { get; }

    [Conv2d(256, Kernel = 3, Activation = Activation.ReLU)]
    public partial Layer Conv5 { get; }

    [MaxPool2d(2)]
    public partial Layer Pool3 { get; }

    [Flatten]
    public partial Layer Flatten1 { get; }

    [BatchNorm]
    public partial Layer Norm3 { get; }

    [Dense(512, Activation = Activation.ReLU)]
    public partial Layer Dense1 { get; }

    [Dense(10, Activation = Activation.Softmax)]
    public partial Layer Output { get; }
}
