namespace DkNN.Models.Cifar;

/// <summary>Two convolutions of unchanged shape, added to what they read (He et al., arXiv 1512.03385, figure 2).</summary>
[LayerBlock]
public sealed partial class ResidualBlock
{
    [Conv2d(BlockParameter.Filters, Kernel = 3, Padding = 1, Bias = false)]
    public partial Layer Conv1 { get; }

    [BatchNorm(Activation = Activation.ReLU)]
    public partial Layer Norm1 { get; }

    [Conv2d(BlockParameter.Filters, Kernel = 3, Padding = 1, Bias = false)]
    public partial Layer Conv2 { get; }

    [BatchNorm]
    public partial Layer Norm2 { get; }

    [Add(Layer.Input, Activation = Activation.ReLU)]
    public partial Layer Sum { get; }
}
