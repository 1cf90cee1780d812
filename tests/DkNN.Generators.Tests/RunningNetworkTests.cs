using System.Reflection;
using DkNN.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace DkNN.Generators.Tests;

/// <summary>Runs the generated network that has every kind of layer.</summary>
public sealed class RunningNetworkTests(RunningPlugins plugins) : IClassFixture<RunningPlugins>
{
    private readonly ArchitecturePlugin _architecture = plugins.Architecture("every-layer");

    [Fact]
    public void Inferred_shapes_are_the_computed_ones()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var network = Evaluating();
        var activations = _architecture.Selection("all").Extract(network, rand(3, 3, 12, 10));
        Assert.Equal(
            _architecture.Architecture.Layers.Select(layer => (3L, (long)layer.Neurons)),
            activations.Select(tensor => (tensor.shape[0], tensor.shape[1])));
    }

    [Fact]
    public void Features_times_the_weights_of_the_head_are_the_logits()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var network = Evaluating();
        string head = _architecture.Architecture.Head!;
        Assert.Equal("Dense2", head);
        _architecture.Selection("all").Extract(network, rand(3, 3, 12, 10), out var logits, out var features);
        var weights = network.state_dict();
        AssertClose(nn.functional.linear(features!, weights[$"{head}.weight"], weights[$"{head}.bias"]), logits);
    }

    [Fact]
    public void Layers_compute_what_Torch_computes()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var network = Evaluating();
        var images = rand(3, 3, 12, 10);
        var weights = network.state_dict();
        Tensor Norm(Tensor input, string name, double epsilon) => nn.functional.batch_norm(
            input,
            weights[$"{name}.running_mean"],
            weights[$"{name}.running_var"],
            weights[$"{name}.weight"],
            weights[$"{name}.bias"],
            training: false,
            eps: epsilon);

        // Running statistics that a fresh network would not betray.
        weights["Norm1.running_mean"].copy_(rand(8));
        weights["Norm2.running_var"].copy_(rand(32).add_(0.5));
        var pixels = (images - tensor([0.5f, 0.25f, -1f]).reshape(3, 1, 1)) / tensor([0.25f, 0.5f, 2f]).reshape(3, 1, 1);
        var conv = nn.functional.conv2d(pixels, weights["Conv1.weight"], weights["Conv1.bias"], strides: [2, 2], padding: [1, 1]).relu();
        var norm = Norm(conv, "Norm1", 0.001).relu();
        var pools = nn.functional.avg_pool2d(nn.functional.max_pool2d(norm, 2, stride: 1), 2, stride: 2);
        var row = Norm(pools.relu().flatten(1), "Norm2", 1e-5);
        var dense = nn.functional.linear(
            nn.functional.linear(row, weights["Dense1.weight"], weights["Dense1.bias"]).softmax(1),
            weights["Dense2.weight"],
            weights["Dense2.bias"]);

        var activations = _architecture.Selection("all").Extract(network, images);
        AssertClose(pixels.flatten(1), activations[0]);
        AssertClose(conv.flatten(1), activations[1]);
        AssertClose(norm.flatten(1), activations[2]);
        AssertClose(row, activations[8]);
        AssertClose(dense.softmax(1), activations[^1]);
        AssertClose(dense, network.forward(images));
    }

    [Fact]
    public void Weights_have_PyTorchs_names()
    {
        using var network = _architecture.CreateNetwork(0);
        string[] norm = ["bias", "num_batches_tracked", "running_mean", "running_var", "weight"];
        string[] expected =
        [
            "Conv1.bias", "Conv1.weight", "Dense1.bias", "Dense1.weight", "Dense2.bias", "Dense2.weight",
            .. norm.Select(name => $"Norm1.{name}"), .. norm.Select(name => $"Norm2.{name}"),
        ];
        Assert.Equal(expected, network.state_dict().Keys.Order(StringComparer.Ordinal));
        Assert.Equal(10, network.parameters().Count());
    }

    [Fact]
    public void Training_mode_reaches_dropout_and_batch_normalisation()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var network = Evaluating();
        var images = rand(8, 3, 12, 10);
        var before = network.state_dict()["Norm1.running_mean"].clone();
        AssertClose(network.forward(images), network.forward(images));
        AssertClose(before, network.state_dict()["Norm1.running_mean"]);
        network.train();
        Assert.False(network.forward(images).allclose(network.forward(images)));
        Assert.False(before.allclose(network.state_dict()["Norm1.running_mean"]));
    }

    [Theory]
    [InlineData("every-layer")]
    [InlineData("branching")]
    public void Gradients_reach_every_parameter_and_the_images(string architecture)
    {
        using var scope = NewDisposeScope();
        var plugin = plugins.Architecture(architecture);
        using var network = plugin.CreateNetwork(0);
        var images = Images(plugin, 8).requires_grad_(true);
        var labels = randint(0, plugin.Architecture.Classes, [8], dtype: ScalarType.Int64);
        nn.functional.cross_entropy(network.forward(images), labels).backward();
        Assert.All(network.parameters(), parameter => Assert.True(parameter.grad!.isfinite().all().item<bool>()));
        Assert.True(images.grad!.abs().max().item<float>() > 0);
    }

    [Theory]
    [InlineData("every-layer", "all", 12)]
    [InlineData("every-layer", "NormsAndPools", 3)]
    [InlineData("every-layer", "Named", 2)]
    [InlineData("branching", "all", 32)]
    [InlineData("branching", "Chosen", 7)]
    [InlineData("branching", "Side", 1)]
    public void Only_selected_tensors_are_kept(string architecture, string selection, int kept)
    {
        var plugin = plugins.Architecture(architecture);
        using var network = plugin.CreateNetwork(7);
        network.eval();
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var images = Images(plugin, 3);
        long before = LiveTensors;
        var activations = plugin.Selection(selection).Extract(network, images);
        Assert.Equal(kept, activations.Length);
        Assert.Equal(before + kept, LiveTensors);
        using (network.forward(images)) Assert.Equal(before + kept + 1, LiveTensors);
        foreach (var tensor in activations) tensor.Dispose();
        Assert.Equal(before, LiveTensors);
    }

    [Theory]
    [InlineData("every-layer", "all")]
    [InlineData("every-layer", "NormsAndPools")]
    [InlineData("every-layer", "Named")]
    [InlineData("tiny", "all")]
    [InlineData("branching", "all")]
    [InlineData("branching", "Chosen")]
    [InlineData("branching", "Side")]
    public void Activations_and_logits_come_of_one_pass_with_equal_bits(string architecture, string name)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var plugin = plugins.Architecture(architecture);
        using var network = plugin.CreateNetwork(7);
        network.eval();
        var images = Images(plugin, 3);
        var selection = plugin.Selection(name);
        var expected = selection.Extract(network, images);
        var expectedLogits = network.forward(images);
        var calls = new Dictionary<string, int>();
        foreach (var (layer, module) in network.named_children())
        {
            ((nn.Module<Tensor, Tensor>)module).register_forward_hook((_, _, output) =>
            {
                calls[layer] = calls.GetValueOrDefault(layer) + 1;
                return output;
            });
        }

        long before = LiveTensors;
        var activations = selection.Extract(network, images, out var logits);
        Assert.Equal(before + activations.Length + 1, LiveTensors);
        Assert.Equal(network.named_children().Select(child => (child.name, 1)).Order(), calls.Select(call => (call.Key, call.Value)).Order());
        Assert.Equal(Bits(expectedLogits), Bits(logits));
        Assert.Equal(expected.Select(Bits), activations.Select(Bits));
    }

    [Fact]
    public void A_selection_computes_nothing_after_its_last_layer()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var network = Evaluating();
        var images = rand(3, 3, 12, 10);
        var selection = _architecture.Selection("NormsAndPools");
        var expected = selection.Extract(network, images);
        foreach (var (name, module) in network.named_children())
        {
            if (name is "Dense1" or "Dense2") module.Dispose();
        }
        Assert.Equal(["Norm1", "Pool1", "Norm2"], selection.Info.Layers.Select(layer => layer.Name));
        foreach (var (before, after) in expected.Zip(selection.Extract(network, images))) AssertClose(before, after);
        Assert.ThrowsAny<Exception>(() => network.forward(images));
    }

    [Fact]
    public void Constants_properties_and_catalogue_agree()
    {
        using var network = _architecture.CreateNetwork(0);
        var type = network.GetType();
        foreach (var layer in _architecture.Architecture.Layers)
        {
            Assert.Equal(layer, type.GetProperty(layer.Name)!.GetValue(network));
            var constants = type.GetNestedType("Layers")!.GetNestedType(layer.Name)!;
            object? Constant(string name) => constants.GetField(name, BindingFlags.Public | BindingFlags.Static)!.GetRawConstantValue();
            Assert.Equal(
                (layer.Name, (int)layer.Kind, layer.Position, layer.Output, layer.Neurons, layer.BytesPerImage),
                (
                    Constant("Name"),
                    Constant("Kind"),
                    Constant("Position"),
                    new ImageShape((int)Constant("Channels")!, (int)Constant("Height")!, (int)Constant("Width")!),
                    Constant("Neurons"),
                    Constant("BytesPerImage")));
        }
    }

    /// <summary>Of this thread alone: other tests run beside this one, and finalizers free what they left.</summary>
    private static long LiveTensors => DisposeScopeManager.Statistics.ThreadTotalLiveCount;

    private static Tensor Images(ArchitecturePlugin plugin, int count)
    {
        var input = plugin.Architecture.Input;
        return rand(count, input.Channels, input.Height, input.Width);
    }

    private Network Evaluating()
    {
        var network = _architecture.CreateNetwork(7);
        network.eval();
        return network;
    }

    private static byte[] Bits(Tensor tensor) => tensor.contiguous().bytes.ToArray();

    private static void AssertClose(Tensor expected, Tensor actual) => Assert.True(expected.allclose(actual, rtol: 1e-5, atol: 1e-6));
}
