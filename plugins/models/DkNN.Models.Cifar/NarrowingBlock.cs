namespace DkNN.Models.Cifar;

/// <summary>
/// A residual block that halves height and width and changes the channels: what it reads goes through a convolution of kernel 1 to fit
/// (He et al., arXiv 1512.03385, option B).
/// </summary>
[LayerBlock]
public sealed partial class NarrowingBlock
{
    [Conv2d(BlockParameter.Filters, Kernel = 3, Stride = BlockParameter.Stride, Padding = 1, Bias = false)]
    public partial Layer Conv1 { get; }

    [BatchNorm(Activation = Activation.ReLU)]
    public partial Layer Norm1 { get; }

    [Conv2d(BlockParameter.Filters, Kernel = 3, Padding = 1, Bias = false)]
    public partial Layer Conv2 { get; }

    [BatchNorm]
    public partial Layer Norm2 { get; }

    [Conv2d(BlockParameter.Filters, Kernel = 1, Stride = BlockParameter.Stride, Bias = false, From = Layer.Input)]
    public partial Layer ShortcutConv { get; }

    [BatchNorm]
    public partial Layer ShortcutNorm { get; }

    [Add(nameof(Norm2), Activation = Activation.ReLU)]
    public partial Layer Sum { get; }
}
