namespace DkNN.Models.Cifar;

/// <summary>
/// The residual network of 20 weighted layers for CIFAR-10 (He et al., "Deep Residual Learning for Image Recognition", arXiv 1512.03385,
/// section 4.2), with convolutions as shortcuts where the shape changes.
/// </summary>
[Architecture("resnet-20", Input = "3x32x32", Classes = 10,
    Description = "nine residual blocks in three stages of 16, 32 and 64 filters, for colour images")]
public sealed partial class ResNet20
{
    [Block]
    public partial CifarColors Colors { get; }

    [Conv2d(16, Kernel = 3, Padding = 1, Bias = false)]
    public partial Layer Conv1 { get; }

    [BatchNorm(Activation = Activation.ReLU)]
    public partial Layer Norm1 { get; }

    [Block(Filters = 16)]
    public partial ResidualBlock Wide1 { get; }

    [Block(Filters = 16)]
    public partial ResidualBlock Wide2 { get; }

    [Block(Filters = 16)]
    public partial ResidualBlock Wide3 { get; }

    [Block(Filters = 32, Stride = 2)]
    public partial NarrowingBlock Middle1 { get; }

    [Block(Filters = 32)]
    public partial ResidualBlock Middle2 { get; }

    [Block(Filters = 32)]
    public partial ResidualBlock Middle3 { get; }

    [Block(Filters = 64, Stride = 2)]
    public partial NarrowingBlock Narrow1 { get; }

    [Block(Filters = 64)]
    public partial ResidualBlock Narrow2 { get; }

    [Block(Filters = 64)]
    public partial ResidualBlock Narrow3 { get; }

    [GlobalAvgPool2d]
    public partial Layer Mean { get; }

    [Dense(10, Activation = Activation.Softmax)]
    public partial Layer Output { get; }
}
