namespace DkNN.Models.Cifar;

/// <summary>Two convolutions with batch normalisation, and a pooling that halves height and width.</summary>
[LayerBlock]
public sealed partial class ConvolutionPair
{
    [Conv2d(BlockParameter.Filters, Kernel = 3, SamePadding = true, Bias = false)]
    public partial Layer Conv1 { get; }

    [BatchNorm(Activation = Activation.ReLU)]
    public partial Layer Norm1 { get; }

    [Conv2d(BlockParameter.Filters, Kernel = 3, SamePadding = true, Bias = false)]
    public partial Layer Conv2 { get; }

    [BatchNorm(Activation = Activation.ReLU)]
    public partial Layer Norm2 { get; }

    [MaxPool2d(2)]
    public partial Layer Pool { get; }
}
