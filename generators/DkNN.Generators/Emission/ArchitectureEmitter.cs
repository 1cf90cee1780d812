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
        foreach (var block in architecture.Blocks)
        {
            BlockEmitter.WriteUse(writer, block, "Info.Layers");
            writer.Line();
        }
        LayerConstants.Write(writer, architecture.Layers, copiedFrom: null);
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
        string head = DenseHead.Of(architecture.Layers) is var (name, _) ? $" {{ Head = {Code.Text(name)} }}" : "";
        writer.Line($"    {Code.Text(architecture.Description)}){head};");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public static {architecture.Type.FullName} Create() => new();").Line();
    }

    private static void WriteForward(SourceWriter writer, ArchitectureModel architecture)
    {
        var layers = architecture.Layers;
        var last = layers[layers.Count - 1];
        writer.Line("/// <inheritdoc/>");
        writer.Open($"public override {Tensor} forward({Tensor} input)");
        writer.Line("using var scope = global::TorchSharp.torch.NewDisposeScope();");
        new LayerSequence(writer, "input", "", layers).Write(
            layer => layer == last ? LayerCode.LogitsMethod(layer) : LayerCode.Method(layer), _ => { }, returned: last.Position);
        writer.Line($"return {LayerSequence.Variable(last.Position)}.MoveToOuterDisposeScope();");
        writer.Close().Line();
        if (last.Activation.Kind is not Activation.Softmax) return;
        // Public, because selections in other assemblies call it too.
        var parameters = LayerCode.Parameters(last);
        writer.Summary($"Applies layer {last.Name} without its softmax.");
        WriteParameters(writer, parameters);
        writer.Open($"public {Tensor} {LayerCode.LogitsMethod(last)}({Signature(last)})");
        foreach (string parameter in parameters) writer.Line($"global::System.ArgumentNullException.ThrowIfNull({parameter});");
        if (last.Operation is LayerOperation.Activate) writer.Line("return input.alias();");
        else LayerCode.WriteBody(writer, last, ActivationFunction.None);
        writer.Close().Line();
    }

    private static void WriteLayer(SourceWriter writer, LayerModel layer)
    {
        string kind = layer.Operation is LayerOperation.Activate ? $"{layer.Activation.Kind}" : layer.Operation.Kind;
        string summary = $"{kind}, {string.Join(" and ", layer.Inputs.Select(input => Sizes(input.Shape)))} to {Sizes(layer.Output)}";
        if (layer.Blocks.Count == 0)
        {
            if (!layer.Documented) writer.Summary($"{summary}.");
            writer.Line($"public partial global::DkNN.Layer {Code.Identifier(layer.Name)} => Info.Layers[{Number(layer.Position)}];").Line();
        }
        writer.Summary($"Applies layer {layer.Name}, its activation function included: {summary}.");
        var parameters = LayerCode.Parameters(layer);
        WriteParameters(writer, parameters);
        writer.Open($"public {Tensor} {LayerCode.Method(layer)}({Signature(layer)})");
        foreach (string parameter in parameters) writer.Line($"global::System.ArgumentNullException.ThrowIfNull({parameter});");
        LayerCode.WriteBody(writer, layer, layer.Activation);
        writer.Close().Line();
    }

    private static void WriteParameters(SourceWriter writer, IReadOnlyList<string> parameters)
    {
        for (int index = 0; index < parameters.Count; index++)
        {
            string what = parameters.Count == 1 ? "What the layer reads" : $"Input {Number(index + 1)} of the layer";
            writer.Line($"/// <param name=\"{parameters[index]}\">{what}, for N images.</param>");
        }
        writer.Line("/// <returns>A tensor that the caller's dispose scope owns.</returns>");
    }

    private static void WriteAll(SourceWriter writer, ArchitectureModel architecture)
    {
        var type = architecture.Type;
        var all = type with { Declaration = "public readonly partial struct All", Name = "All", FullName = $"{type.FullName}.All" };
        writer.Summary("The activations of every layer.");
        writer.Line(GeneratedType.Attribute);
        var positions = architecture.Layers.Select(layer => layer.Position).ToEquatableArray();
        var selection = new SelectionModel(all, "all", type.FullName, architecture.Layers, architecture.Layers, positions, IsOffered: true);
        writer.Open($"{all.Declaration} : {SelectionEmitter.Contract(selection)}");
        SelectionEmitter.WriteMembers(writer, selection);
        writer.Close();
    }

    private static string ShapeOf(Shape shape) => $"new({Number(shape.Channels)}, {Number(shape.Height)}, {Number(shape.Width)})";

    private static string Sizes(Shape shape) => shape.IsRow ? $"{Number(shape.Size)} neurons" : $"{shape}";

    private static string Signature(LayerModel layer) =>
        string.Join(", ", LayerCode.Parameters(layer).Select(parameter => $"{Tensor} {parameter}"));

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
