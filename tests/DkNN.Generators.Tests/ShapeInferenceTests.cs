using System.Reflection;
using DkNN.Torch;
using static TorchSharp.torch;

namespace DkNN.Generators.Tests;

/// <summary>Holds inferred shapes to what Torch computes, for architectures drawn at random.</summary>
public sealed class ShapeInferenceTests
{
    private const int PerAssembly = 125;

    [Fact]
    public void Inferred_shapes_are_those_that_Torch_computes()
    {
        int compared = 0, count = FullTests.Times(all: 2_000, some: 125);
        var kinds = new HashSet<LayerKind>();
        for (int start = 0; start < count; start += PerAssembly)
        {
            RandomArchitecture[] architectures = [.. Enumerable.Range(start, PerAssembly).Select(number => new RandomArchitecture(number))];
            var assembly = Build(architectures);
            foreach (var architecture in architectures)
            {
                kinds.UnionWith(Compare(architecture, assembly.GetType($"{architecture.Name}Space.{architecture.Name}")!));
                compared++;
            }
        }
        Assert.Equal(count, compared);
        Assert.Equal(Enum.GetValues<LayerKind>(), kinds.Order());
    }

    private static Assembly Build(RandomArchitecture[] architectures)
    {
        // The names of plugins repeat, which only the analyzer minds.
        var output = Workbench.Generate(Workbench.Compile([.. architectures.Select(architecture => architecture.Source)])).Output;
        using var image = new MemoryStream();
        var emitted = output.Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics.Take(5)));
        return Assembly.Load(image.ToArray());
    }

    /// <summary>Applies layer after layer to one image, and then all at once.</summary>
    /// <returns>The kinds of its layers.</returns>
    private static IEnumerable<LayerKind> Compare(RandomArchitecture architecture, Type type)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var info = (ArchitectureInfo)type.GetProperty(nameof(INetwork<Untyped>.Info))!.GetValue(null)!;
        using var network = (Network)type.GetMethod(nameof(INetwork<Untyped>.Create))!.Invoke(null, null)!;
        network.eval();
        var image = rand(1, architecture.Input.Channels, architecture.Input.Height, architecture.Input.Width);
        var outputs = new Dictionary<string, Tensor> { ["<input>"] = image };
        foreach (var layer in architecture.Layers)
        {
            object?[] inputs = [.. layer.Inputs.Select(input => outputs[input])];
            outputs[layer.Name] = layer.IsBlock
                ? (Tensor)inputs[0]!
                : (Tensor)type.GetMethod($"Apply{layer.Name}")!.Invoke(network, inputs)!;
        }
        foreach (var layer in info.Layers)
        {
            long[] actual = outputs[layer.Name].shape;
            long[] expected = actual.Length == 2 ? [1, layer.Neurons] : [1, layer.Output.Channels, layer.Output.Height, layer.Output.Width];
            Assert.True(expected.AsSpan().SequenceEqual(actual), $"{layer}: {string.Join('x', actual)} in\n{architecture.Source}");
        }
        Assert.Equal(architecture.Layers.Where(layer => !layer.IsBlock).Select(layer => layer.Name), info.Layers.Select(layer => layer.Name));
        Assert.True(network.forward(image).softmax(1).allclose(outputs["Output"], rtol: 1e-4, atol: 1e-5), architecture.Source);
        return info.Layers.Select(layer => layer.Kind);
    }

    /// <summary>Stands for any network where only a member's name is wanted.</summary>
    private abstract class Untyped(ArchitectureInfo info) : Network(info), INetwork<Untyped>
    {
        public static ArchitectureInfo Info => throw new NotSupportedException();

        public static Untyped Create() => throw new NotSupportedException();
    }
}
