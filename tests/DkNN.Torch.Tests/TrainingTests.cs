using DkNN.Models.Mnist;
using TorchSharp;
using static TorchSharp.torch;

namespace DkNN.Torch.Tests;

public sealed class TrainingTests : IDisposable
{
    /// <summary>Of this thread only: other tests run at the same time.</summary>
    private static long LiveTensors => DisposeScopeManager.Statistics.ThreadTotalLiveCount;

    private static readonly TrainingOptions Options = new() { Epochs = 3, BatchSize = 50, Seed = 3 };

    private readonly TemporaryFolder _folder = new();

    private string Weights => _folder["weights.safetensors"];

    private string Optimizer => _folder["adam.bin"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_resumed_training_equals_an_uninterrupted_one_bit_for_bit()
    {
        using var images = Glyphs.Take(70);
        using var whole = Train(images, 3);

        using (var first = Seeded())
        using (var session = new TrainingSession(first, Options))
        {
            session.TrainEpoch(images, null, CancellationToken.None);
            NetworkWeights.Save(first, Weights, new Dictionary<string, string>());
            session.SaveOptimizer(Optimizer);
        }
        using var second = Seeded();
        using (var session = new TrainingSession(second, Options))
        {
            NetworkWeights.Load(second, Weights);
            session.Resume(Optimizer, epoch: 1);
            while (session.Epoch < 3) session.TrainEpoch(images, null, CancellationToken.None);
        }

        AssertEqual(whole, second);
    }

    [Fact]
    public void A_training_that_diverges_says_so_with_its_rate()
    {
        using var images = Glyphs.Take(100);
        using var network = Seeded();
        using var session = new TrainingSession(network, Options with { LearningRate = 1e30 });
        var problem = Assert.Throws<TrainingDivergedException>(() =>
        {
            for (int epoch = 0; epoch < 3; epoch++) session.TrainEpoch(images, null, CancellationToken.None);
        });
        Assert.Contains("1E+30", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_seed_gives_another_network()
    {
        using var scope = NewDisposeScope();
        using var images = Glyphs.Take(100);
        using var one = Train(images, 1);
        MnistKaggle other;
        {
            manual_seed(99);
            other = MnistKaggle.Create();
        }
        Assert.False(one.state_dict()["Conv1.weight"].equal(other.state_dict()["Conv1.weight"]).all().item<bool>());
        other.Dispose();
    }

    [Fact]
    public void Training_lowers_the_loss_and_leaves_no_tensors_behind()
    {
        using var images = Glyphs.Take(200);
        using var network = Seeded();
        using var session = new TrainingSession(network, Options);
        double first = session.TrainEpoch(images, null, CancellationToken.None);
        long before = LiveTensors;
        double second = session.TrainEpoch(images, null, CancellationToken.None);
        Assert.Equal(before, LiveTensors);
        Assert.True(second < first, $"{first} → {second}");
    }

    [Fact]
    public void A_cancelled_training_stops()
    {
        using var images = Glyphs.Take(100);
        using var network = Seeded();
        using var session = new TrainingSession(network, Options);
        Assert.Throws<OperationCanceledException>(() => session.TrainEpoch(images, null, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Weights_have_the_names_that_PyTorch_gives()
    {
        using var network = Seeded();
        NetworkWeights.Save(network, Weights, new Dictionary<string, string> { ["dataset"] = "glyphs" });
        using var scope = NewDisposeScope();
        var (tensors, metadata) = SafeTensors.Load(Weights);
        Assert.Equal([64L, 1, 3, 3], tensors["Conv1.weight"].shape);
        Assert.Equal([64L], tensors["Norm1.running_mean"].shape);
        Assert.Equal([10L, 512], tensors["Output.weight"].shape);
        Assert.Equal("mnist-kaggle", metadata["architecture"]);
        Assert.Equal("glyphs", metadata["dataset"]);
        Assert.Equal(MnistKaggle.Info.Fingerprint, metadata["fingerprint"]);
    }

    [Fact]
    public void Weights_of_another_architecture_are_refused_by_name()
    {
        using var kaggle = Seeded();
        NetworkWeights.Save(kaggle, Weights, new Dictionary<string, string>());
        using var baseline = MnistBaseline.Create();
        var problem = Assert.Throws<InvalidDataException>(() => NetworkWeights.Load(baseline, Weights));
        Assert.Contains("mnist-kaggle", problem.Message, StringComparison.Ordinal);
        Assert.Contains(Weights, problem.Message, StringComparison.Ordinal);
    }

    private static MnistKaggle Seeded()
    {
        manual_seed(Options.Seed);
        return MnistKaggle.Create();
    }

    private static MnistKaggle Train(ImageTensors images, int epochs)
    {
        var network = Seeded();
        using var session = new TrainingSession(network, Options);
        while (session.Epoch < epochs) session.TrainEpoch(images, null, CancellationToken.None);
        return network;
    }

    private static void AssertEqual(Network expected, Network actual)
    {
        using var scope = NewDisposeScope();
        var found = actual.state_dict();
        foreach (var (name, tensor) in expected.state_dict())
        {
            Assert.True(tensor.equal(found[name]).all().item<bool>(), $"{name} differs.");
        }
    }
}
