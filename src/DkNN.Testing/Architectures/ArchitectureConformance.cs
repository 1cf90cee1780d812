using System.Reflection;
using DkNN.Torch;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DkNN.Testing;

/// <summary>
/// The tests that every architecture passes: shapes, logits, gradients, selections, weights on disk, and tensors that are freed. Its
/// selections are found by themselves, where they stand in the network's assembly. The process needs libtorch.
/// </summary>
/// <typeparam name="TNetwork">The architecture's class.</typeparam>
public abstract class ArchitectureConformance<TNetwork> : IDisposable
    where TNetwork : Network, INetwork<TNetwork>
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Images in a batch, at least 2.</summary>
    protected virtual int BatchSize => 3;

    private static long LiveTensors => DisposeScopeManager.Statistics.ThreadTotalLiveCount;

    /// <summary>Deletes what was saved.</summary>
    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Every_layer_has_the_size_that_was_inferred()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var network = Create();
        foreach (int count in (int[])[1, BatchSize])
        {
            var activations = All.Extract(network, Images(count));
            Assert.Equal(
                TNetwork.Info.Layers.Select(layer => $"{layer.Name} {count}x{layer.Neurons}"),
                TNetwork.Info.Layers.Zip(activations, (layer, tensor) => $"{layer.Name} {string.Join('x', tensor.shape)}"));
            Assert.All(activations, tensor => Assert.True(tensor.isfinite().all().item<bool>(), "An activation is no number."));
        }
    }

    [Fact]
    public void Logits_are_one_a_class_and_a_last_softmax_is_left_out_of_them()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var network = Create();
        var images = Images(BatchSize);
        var logits = network.forward(images);
        Assert.Equal([BatchSize, TNetwork.Info.Classes], logits.shape);
        var last = All.Extract(network, images)[^1];
        Assert.True(logits.softmax(1).allclose(last, atol: 1e-5) || logits.allclose(last, atol: 1e-5), "The last layer is neither logits nor their softmax.");
    }

    [Fact]
    public void Gradients_reach_every_parameter_and_the_images()
    {
        using var scope = NewDisposeScope();
        using var network = Create();
        network.train();
        var images = Images(BatchSize).requires_grad_(true);
        var labels = arange(BatchSize, dtype: ScalarType.Int64).remainder_(TNetwork.Info.Classes);
        nn.functional.cross_entropy(network.forward(images), labels).backward();
        foreach (var (name, parameter) in network.named_parameters())
        {
            Assert.True(parameter.grad?.isfinite().all().item<bool>() == true, $"No gradient reaches {name}.");
        }
        Assert.True(images.grad?.abs().max().item<float>() > 0, "No gradient reaches the images.");
    }

    [Fact]
    public void Evaluation_gives_equal_answers_and_does_not_depend_on_the_batch()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var network = Create();
        var images = Images(BatchSize);
        var first = network.forward(images);
        Assert.True(first.equal(network.forward(images)).all().item<bool>(), "The same images get other logits the second time.");
        Assert.True(first.narrow(0, 1, 1).allclose(network.forward(images.narrow(0, 1, 1)), rtol: 1e-3, atol: 1e-4), "An image alone gets other logits.");
    }

    [Fact]
    public void Every_selection_gives_the_activations_of_its_layers()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var network = Create();
        var images = Images(BatchSize);
        var all = All.Extract(network, images);
        foreach (var selection in Selections())
        {
            var activations = selection.Extract(network, images);
            Assert.Equal(selection.Info.Layers.Length, activations.Length);
            foreach (var (layer, tensor) in selection.Info.Layers.Zip(activations))
            {
                Assert.True(tensor.allclose(all[layer.Position], rtol: 1e-4, atol: 1e-5), $"{selection.Info.Name} gives other activations of {layer.Name}.");
            }
        }
    }

    [Fact]
    public void No_tensor_is_left_behind()
    {
        using var network = Create();
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var images = Images(BatchSize);
        foreach (var selection in Selections())
        {
            long before = LiveTensors;
            var activations = selection.Extract(network, images);
            Assert.Equal(before + activations.Length, LiveTensors);
            foreach (var tensor in activations) tensor.Dispose();
            network.forward(images).Dispose();
            Assert.Equal(before, LiveTensors);
        }
    }

    [Fact]
    public void Weights_come_back_from_disk()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var network = Create();
        using var other = Create();
        var images = Images(BatchSize);
        string file = _folder["weights.safetensors"];
        NetworkWeights.Save(network, file, new Dictionary<string, string>());
        foreach (var parameter in other.parameters()) parameter.fill_(0.5);
        NetworkWeights.Load(other, file);
        Assert.True(network.forward(images).equal(other.forward(images)).all().item<bool>(), "The loaded network gives other logits.");
    }

    private static LayerSelection All => Selections()[0];

    /// <summary>That of every layer first.</summary>
    private static IReadOnlyList<LayerSelection> Selections() =>
    [
        .. typeof(TNetwork).Assembly.GetTypes()
            .Where(type => type.IsValueType && !type.ContainsGenericParameters && type.GetInterfaces().Any(IsSelection))
            .OrderBy(type => type.DeclaringType != typeof(TNetwork) || type.Name != "All")
            .Select(type => (LayerSelection)typeof(LayerSelection)
                .GetMethod(nameof(LayerSelection.Create), BindingFlags.Public | BindingFlags.Static)!
                .MakeGenericMethod(type, typeof(TNetwork))
                .Invoke(null, null)!),
    ];

    private static bool IsSelection(Type contract) =>
        contract.IsGenericType
        && contract.GetGenericTypeDefinition() == typeof(ILayerSelection<,>)
        && contract.GetGenericArguments()[1] == typeof(TNetwork);

    private static TNetwork Create()
    {
        manual_seed(3);
        var network = TNetwork.Create();
        network.eval();
        return network;
    }

    private static Tensor Images(int count)
    {
        manual_seed(4);
        var input = TNetwork.Info.Input;
        return rand(count, input.Channels, input.Height, input.Width);
    }
}
