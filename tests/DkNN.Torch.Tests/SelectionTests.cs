using DkNN.Models.Mnist;
using TorchSharp;
using static TorchSharp.torch;

namespace DkNN.Torch.Tests;

public sealed class SelectionTests
{
    /// <summary>Of this thread only: other tests run at the same time.</summary>
    private static long LiveTensors => DisposeScopeManager.Statistics.ThreadTotalLiveCount;

    [Fact]
    public void Every_selected_layer_is_one_row_of_its_neurons_an_image()
    {
        using var scope = NewDisposeScope();
        using var network = MnistBaseline.Create();
        network.eval();
        using var untracked = no_grad();
        var activations = MnistBaseline.All.Extract(network, rand(3, 1, 28, 28)).ToArray();
        Assert.Equal([12_544L, 3_200, 128, 10], activations.Select(tensor => tensor.shape[1]));
        Assert.All(activations, tensor => Assert.Equal(3, tensor.shape[0]));
        Assert.All(activations[..3], tensor => Assert.True(tensor.min().item<float>() >= 0, "ReLU"));
    }

    [Fact]
    public void The_last_layer_gives_softmax_probabilities_and_forward_gives_logits()
    {
        using var scope = NewDisposeScope();
        using var network = MnistBaseline.Create();
        network.eval();
        using var untracked = no_grad();
        var images = rand(4, 1, 28, 28);
        var output = MnistBaseline.All.Extract(network, images).Output;
        Assert.True(output.sum(1).sub(1).abs().max().item<float>() < 1e-5);
        Assert.True(network.forward(images).softmax(1).sub(output).abs().max().item<float>() < 1e-6);
    }

    [Fact]
    public void A_selection_computes_the_same_as_all_layers_do()
    {
        using var scope = NewDisposeScope();
        using var network = MnistKaggle.Create();
        network.eval();
        using var untracked = no_grad();
        var images = rand(2, 1, 28, 28);
        var norms = BatchNormOnly.Extract(network, images);
        var all = MnistKaggle.All.Extract(network, images);
        Assert.True(norms.Norm1.equal(all.Norm1).all().item<bool>());
        Assert.True(norms.Norm3.equal(all.Norm3).all().item<bool>());
        Assert.Equal([9_216, 2_048, 256], BatchNormOnly.Info.Layers.Select(layer => layer.Neurons));
    }

    /// <summary>The layers after the last selected one hold weights that would poison whatever they touch.</summary>
    [Fact]
    public void Nothing_after_the_last_selected_layer_is_computed()
    {
        using var scope = NewDisposeScope();
        using var network = MnistKaggle.Create();
        network.eval();
        using var untracked = no_grad();
        int computed = 0;
        foreach (var (name, module) in network.named_children())
        {
            if (name is "Dense1" or "Output")
            {
                ((TorchSharp.Modules.Linear)module).register_forward_hook((_, _, output) => { computed++; return output; });
            }
        }
        network.forward(rand(1, 1, 28, 28));
        Assert.Equal(2, computed);
        BatchNormOnly.Extract(network, rand(1, 1, 28, 28));
        Assert.Equal(2, computed);
    }

    [Fact]
    public void Extraction_leaves_no_tensors_behind()
    {
        using var network = MnistKaggle.Create();
        network.eval();
        long before = LiveTensors;
        using (NewDisposeScope())
        using (no_grad())
        {
            var images = rand(2, 1, 28, 28);
            long inside = LiveTensors;
            BatchNormOnly.Extract(network, images);
            Assert.Equal(inside + 3, LiveTensors);
        }
        Assert.Equal(before, LiveTensors);
    }
}
