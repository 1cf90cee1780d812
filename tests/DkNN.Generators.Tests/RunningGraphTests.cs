using DkNN.Torch;
using static TorchSharp.torch;

namespace DkNN.Generators.Tests;

/// <summary>Runs the generated network that has branches and blocks.</summary>
public sealed class RunningGraphTests(RunningPlugins plugins) : IClassFixture<RunningPlugins>
{
    private readonly ArchitecturePlugin _architecture = plugins.Architecture("branching");

    [Fact]
    public void Branches_compute_what_Torch_computes()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var network = Evaluating();
        var images = rand(2, 2, 11, 8);
        var weights = network.state_dict();
        Tensor Weight(string layer) => weights[$"{layer}.weight"];
        Tensor Bias(string layer) => weights[$"{layer}.bias"];
        // Same padding: the kernel spans 7, so 11 rows get 6 zeros and 8 columns 5, the odd one on the right.
        var first = nn.functional.leaky_relu(
            nn.functional.conv2d(
                nn.functional.pad(images, (2, 3, 3, 3)), Weight("class"), Bias("class"), strides: [2, 2], dilation: [2, 2]),
            0.2);
        var grouped = nn.functional.conv2d(first, Weight("Grouped"), Bias("Grouped"), padding: [1, 1], groups: 3).gelu();
        var deep = nn.functional.conv2d(first, Weight("Deep"), Bias("Deep"), padding: [1, 1], groups: 6);
        var normed = nn.functional.layer_norm(deep, [12, 6, 4], Weight("Normed"), Bias("Normed")).sigmoid();
        var joined = cat([normed, grouped, first], 1);
        var row = nn.functional.layer_norm(images.flatten(1), [176], Weight("PixelNorm"), Bias("PixelNorm"), 0.001);
        var dense = nn.functional.linear(row, Weight("PixelDense"));

        var activations = Extract("all", network, images);
        AssertClose(first, activations["class"]);
        AssertClose(grouped, activations["Grouped"]);
        AssertClose(joined, activations["Joined"]);
        AssertClose(dense, activations["PixelDense"]);
        var stage = activations["Stage1End"].reshape(2, 5, 2, 1);
        AssertClose(stage.mean([2, 3]), activations["Mean"]);
        AssertClose(stage.amax([2, 3]), activations["Most"]);
        AssertClose(activations["Mean"] + activations["Most"], activations["Both"]);
        AssertClose((dense - tensor([1f, 2f, 3f, 4f, 5f])) / 2, activations["Scaled"]);
        AssertClose(activations["Scaled"] + activations["Mean"] + activations["Both"], activations["Three"]);
        AssertClose(cat([activations["Three"], activations["Most"]], 1).tanh(), activations["Row"]);
        AssertClose((activations["Block1Way"] + activations["Block1Conv2"]).relu(), activations["Block1Sum"]);
        AssertClose(network.forward(images).softmax(1), activations["Output"]);
    }

    [Fact]
    public void A_selection_computes_only_what_it_needs()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var network = Evaluating();
        var images = rand(3, 2, 11, 8);
        var expected = Extract("all", network, images)["PixelNorm"];
        // Of all modules only this one is left: whoever called another would throw.
        foreach (var (name, module) in network.named_children())
        {
            if (name != "PixelNorm") module.Dispose();
        }
        AssertClose(expected, Extract("Side", network, images)["PixelNorm"]);
        Assert.ThrowsAny<Exception>(() => Extract("all", network, images));
    }

    [Fact]
    public void Clauses_are_a_union_and_exclusions_take_away() => Assert.Equal(
        ["Block1Sum", "Stage1FirstConv1", "Stage1FirstConv2", "Stage1FirstWay", "Three", "Row", "Output"],
        _architecture.Selection("Chosen").Info.Layers.Select(layer => layer.Name));

    [Fact]
    public void A_block_describes_its_layers_where_it_stands()
    {
        using var network = _architecture.CreateNetwork(0);
        dynamic stage = network.GetType().GetProperty("Stage1")!.GetValue(network)!;
        Assert.Equal("Stage1SecondNorm1", stage.Second.Norm1.Name);
        Assert.Equal(_architecture.Architecture.Layers[17], stage.Second.Norm1);
        Assert.Equal("Stage1End", stage.End.Name);
        Assert.Equal(11, stage.Layers.Length);
    }

    [Fact]
    public void Constants_of_a_selection_are_those_of_its_layers()
    {
        var info = _architecture.Selection("Chosen").Info;
        var type = plugins.Assembly.GetType("Sample.Graphs.Chosen")!;
        object? Constant(Type owner, string name) => owner.GetField(name)!.GetRawConstantValue();
        Assert.Equal(
            (info.Layers.Length, info.TotalNeurons, info.BytesPerImage),
            (Constant(type, "LayerCount"), Constant(type, "TotalNeurons"), Constant(type, "BytesPerImage")));
        foreach (var layer in info.Layers)
        {
            var constants = type.GetNestedType("Layers")!.GetNestedType(layer.Name)!;
            Assert.Equal((layer.Name, layer.Neurons, (int)layer.Kind), (Constant(constants, "Name"), Constant(constants, "Neurons"), Constant(constants, "Kind")));
        }
    }

    private Dictionary<string, Tensor> Extract(string selection, Network network, Tensor images)
    {
        var chosen = _architecture.Selection(selection);
        return chosen.Info.Layers.Select(layer => layer.Name).Zip(chosen.Extract(network, images)).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private Network Evaluating()
    {
        var network = _architecture.CreateNetwork(7);
        network.eval();
        return network;
    }

    private static void AssertClose(Tensor expected, Tensor actual) =>
        Assert.True(expected.flatten(1).allclose(actual, rtol: 1e-5, atol: 1e-6));
}
