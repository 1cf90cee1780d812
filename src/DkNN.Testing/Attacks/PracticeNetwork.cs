using DkNN.Data;
using DkNN.Torch;

namespace DkNN.Testing;

/// <summary>A small network for the synthetic digits, quickly trained: something for an attack to attack.</summary>
[Architecture("practice", Input = "1x28x28", Classes = 10, Description = "what the conformance tests attack")]
internal sealed partial class PracticeNetwork
{
    private static readonly Lazy<(PracticeNetwork Network, ImageTensors Digits)> Shared = new(Train);

    [Conv2d(12, Kernel = 5, Stride = 2, Activation = Activation.ReLU)]
    public partial Layer Conv1 { get; }

    [Conv2d(24, Kernel = 5, Stride = 2, Activation = Activation.ReLU)]
    public partial Layer Conv2 { get; }

    [Dense(10, Activation = Activation.Softmax)]
    public partial Layer Output { get; }

    /// <summary>The network and the digits that it has learned, trained once a process.</summary>
    public static (PracticeNetwork Network, ImageTensors Digits) Trained => Shared.Value;

    private static (PracticeNetwork Network, ImageTensors Digits) Train()
    {
        const int Count = 1_000, Epochs = 6;
        var images = GlyphSet.Create(train: Count, test: 10).Train;
        var digits = new ImageTensors(images.CopyPixels, images.Labels, new ImageShape(images.Channels, images.Height, images.Width));
        TorchSharp.torch.manual_seed(5);
        var network = Create();
        using var session = new TrainingSession(network, new TrainingOptions { BatchSize = 50 });
        for (int epoch = 0; epoch < Epochs; epoch++) session.TrainEpoch(digits, null, CancellationToken.None);
        network.eval();
        return (network, digits);
    }
}
