namespace DkNN.Models.Cifar;

/// <summary>
/// A small network after Simonyan and Zisserman (arXiv 1409.1556): pairs of convolutions of kernel 3 between poolings, here with batch
/// normalisation.
/// </summary>
[Architecture("vgg-small", Input = "3x32x32", Classes = 10,
    Description = "three pairs of convolutions with 32, 64 and 128 filters and two dense layers, for colour images")]
public sealed partial class SmallVgg
{
    [Block]
    public partial CifarColors Colors { get; }

    [Block(Filters = 32)]
    public partial ConvolutionPair Pair1 { get; }

    [Block(Filters = 64)]
    public partial ConvolutionPair Pair2 { get; }

    [Block(Filters = 128)]
    public partial ConvolutionPair Pair3 { get; }

    [Dropout(0.3)]
    public partial Layer Dropout1 { get; }

    [Dense(256, Activation = Activation.ReLU)]
    public partial Layer Dense1 { get; }

    [Dropout(0.3)]
    public partial Layer Dropout2 { get; }

    [Dense(10, Activation = Activation.Softmax)]
    public partial Layer Output { get; }
}
