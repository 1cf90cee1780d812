using System.Globalization;
using DkNN.Generators.Models;

namespace DkNN.Generators.Emission;

/// <summary>Writes the network of an architecture.</summary>
internal static class ArchitectureEmitter
{
    private const string Tensor = "global::TorchSharp.torch.Tensor";

    public static string Emit(ArchitectureModel architecture)
    {
        var type = architecture.Type;
        var writer = GeneratedType.Open(type, $"global::DkNN.Torch.Network, global::DkNN.Torch.INetwork<{type.FullName}>");
        WriteFields(writer, architecture);
        WriteConstructor(writer, architecture);
        WriteInfo(writer, architecture);
        WriteForward(writer, architecture);
        foreach (var layer in architecture.Layers) WriteLayer(writer, layer);
        WriteConstants(writer, architecture);
        WriteAll(writer, architecture);
        return writer.Finish();
    }

    private static void WriteFields(SourceWriter writer, ArchitectureModel architecture)
    {
        foreach (var layer in architecture.Layers)
        {
            if (LayerCode.Module(layer) is var (type, _)) writer.Line($"private readonly {type} {LayerCode.Field(layer)};");
        }
        writer.Line();
    }

    private static void WriteConstructor(SourceWriter writer, ArchitectureModel architecture)
    {
        writer.Open($"private {architecture.Type.Name}() : base(Info)");
        foreach (var layer in architecture.Layers)
        {
            if (LayerCode.Module(layer) is not var (_, construction)) continue;
            writer.Line($"{LayerCode.Field(layer)} = {construction};");
            writer.Line($"register_module({Code.Text(layer.Name)}, {LayerCode.Field(layer)});");
        }
        writer.Close().Line();
    }

    private static void WriteInfo(SourceWriter writer, ArchitectureModel architecture)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Line("public static global::DkNN.ArchitectureInfo Info { get; } = new(");
        writer.Line($"    {Code.Text(architecture.Name)},");
        writer.Line($"    {ShapeOf(architecture.Input)},");
        writer.Line($"    {Number(architecture.Classes)},");
        writer.Line("    [");
        foreach (var layer in architecture.Layers)
        {
            string kind = $"global::DkNN.LayerKind.{layer.Operation.Kind}";
            writer.Line($"        new({Code.Text(layer.Name)}, {kind}, {Number(layer.Position)}, {ShapeOf(layer.Output)}),");
        }
        writer.Line("    ],");
        writer.Line($"    {Code.Text(Fingerprint.Of(architecture))},");
        writer.Line($"    {Code.Text(architecture.Description)});");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public static {architecture.Type.FullName} Create() => new();").Line();
    }

    private static void WriteForward(SourceWriter writer, ArchitectureModel architecture)
    {
        var layers = architecture.Layers;
        var last = layers[layers.Count - 1];
        bool leavesSoftmaxOut = last.Activation is Activation.Softmax;
        writer.Line("/// <inheritdoc/>");
        writer.Open($"public override {Tensor} forward({Tensor} input)");
        writer.Line("using var scope = global::TorchSharp.torch.NewDisposeScope();");
        var chain = new LayerChain(writer, "input", "");
        for (int position = 0; position < layers.Count - 1; position++) chain.Apply(layers[position]);
        chain.Apply(last, leavesSoftmaxOut ? "ComputeLogits" : LayerCode.Method(last));
        writer.Line($"return {chain.Output}.MoveToOuterDisposeScope();");
        writer.Close().Line();
        if (!leavesSoftmaxOut) return;
        writer.Open($"private {Tensor} ComputeLogits({Tensor} input)");
        if (last.Operation is LayerOperation.Activate) writer.Line("return input.alias();");
        else LayerCode.WriteBody(writer, last, Activation.None);
        writer.Close().Line();
    }

    private static void WriteLayer(SourceWriter writer, LayerModel layer)
    {
        string kind = layer.Operation is LayerOperation.Activate ? $"{layer.Activation}" : layer.Operation.Kind;
        string what = $"{kind}, {Sizes(layer.Input)} to {Sizes(layer.Output)}";
        if (!layer.Documented) writer.Summary($"{what}.");
        writer.Line($"public partial global::DkNN.Layer {Code.Identifier(layer.Name)} => Info.Layers[{Number(layer.Position)}];").Line();
        writer.Summary($"Applies layer {layer.Name}, its activation function included: {what}.");
        writer.Line($"/// <param name=\"input\">Output of the layer before for N images.</param>");
        writer.Line("/// <returns>A tensor that the caller's dispose scope owns.</returns>");
        writer.Open($"public {Tensor} {LayerCode.Method(layer)}({Tensor} input)");
        writer.Line("global::System.ArgumentNullException.ThrowIfNull(input);");
        LayerCode.WriteBody(writer, layer, layer.Activation);
        writer.Close().Line();
    }

    private static void WriteConstants(SourceWriter writer, ArchitectureModel architecture)
    {
        writer.Summary("What is known of each layer at compile time.");
        writer.Open("public static class Layers");
        foreach (var layer in architecture.Layers)
        {
            writer.Summary($"Layer {layer.Name}.");
            writer.Open($"public static class {Code.Identifier(layer.Name)}");
            WriteConstant(writer, "Name of the layer.", "string", "Name", Code.Text(layer.Name));
            WriteConstant(writer, "What it computes.", "global::DkNN.LayerKind", "Kind", $"global::DkNN.LayerKind.{layer.Operation.Kind}");
            WriteConstant(writer, "Place in the order of computation, from 0.", "int", "Position", Number(layer.Position));
            WriteConstant(writer, "Channels of the output.", "int", "Channels", Number(layer.Output.Channels));
            WriteConstant(writer, "Height of the output.", "int", "Height", Number(layer.Output.Height));
            WriteConstant(writer, "Width of the output.", "int", "Width", Number(layer.Output.Width));
            WriteConstant(writer, "Number of neurons.", "int", "Neurons", Number(layer.Output.Size));
            string bytes = Code.Long(layer.Output.Size * sizeof(float));
            WriteConstant(writer, "Bytes of the float32 activations of one image.", "long", "BytesPerImage", bytes);
            writer.Close();
        }
        writer.Close().Line();
    }

    private static void WriteConstant(SourceWriter writer, string summary, string type, string name, string value) =>
        writer.Summary(summary).Line($"public const {type} {name} = {value};");

    private static void WriteAll(SourceWriter writer, ArchitectureModel architecture)
    {
        var type = architecture.Type;
        var all = type with { Declaration = "public readonly partial struct All", Name = "All", FullName = $"{type.FullName}.All" };
        writer.Summary("The activations of every layer.");
        writer.Line(GeneratedType.Attribute);
        var positions = architecture.Layers.Select(layer => layer.Position).ToEquatableArray();
        var selection = new SelectionModel(all, "all", type.FullName, architecture.Layers, positions, OwnNetwork: true);
        writer.Open($"{all.Declaration} : {SelectionEmitter.Contract(selection)}");
        SelectionEmitter.WriteMembers(writer, selection);
        writer.Close();
    }

    private static string ShapeOf(Shape shape) => $"new({Number(shape.Channels)}, {Number(shape.Height)}, {Number(shape.Width)})";

    private static string Sizes(Shape shape) => shape.IsRow ? $"{Number(shape.Size)} neurons" : $"{shape}";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
