using DkNN;

namespace SmallNetwork;

/// <summary>A small network for 28×28 grey images, with a way around its second convolution.</summary>
[Architecture("small-network", Input = "1x28x28", Classes = 10, Description = "two convolutions, the second with a way around it")]
public sealed partial class SmallNetworkPlugin
{
    [Conv2d(16, Kernel = 5, Stride = 2, SamePadding = true, Bias = false)]
    public partial Layer Conv1 { get; }

    [BatchNorm(Activation = Activation.ReLU)]
    public partial Layer Norm1 { get; }

    [Conv2d(16, Kernel = 3, SamePadding = true, Bias = false)]
    public partial Layer Conv2 { get; }

    [BatchNorm]
    public partial Layer Norm2 { get; }

    [Add(nameof(Norm1), Activation = Activation.ReLU)]
    public partial Layer Sum { get; }

    [MaxPool2d(2)]
    public partial Layer Pool { get; }

    [Dense(10, Activation = Activation.Softmax)]
    public partial Layer Output { get; }
}
