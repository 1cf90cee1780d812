using System.Globalization;
using DkNN.Generators.Models;

namespace DkNN.Generators.Emission;

/// <summary>Writes the typed activations of a layer selection.</summary>
internal static class SelectionEmitter
{
    private const string Tensor = "global::TorchSharp.torch.Tensor";

    /// <summary>The struct is its author's, and so are the warnings about it: the strictest analysis wants every struct to have equality.</summary>
    private const string NotCompared =
        "[global::System.Diagnostics.CodeAnalysis.SuppressMessage("
        + "\"Performance\", \"CA1815\", Justification = \"Tensors are compared by their values, which a struct cannot do.\")]";

    public static string Emit(SelectionModel selection)
    {
        var writer = GeneratedType.Open(selection.Type, Contract(selection), NotCompared);
        WriteMembers(writer, selection);
        writer.Line();
        LayerConstants.Write(writer, Selected(selection), copiedFrom: selection.Network);
        return writer.Finish();
    }

    public static string Contract(SelectionModel selection) =>
        $"global::DkNN.Torch.ILayerSelection<{selection.Type.FullName}, {selection.Network}>";

    /// <summary>Writes all that stands inside the struct.</summary>
    public static void WriteMembers(SourceWriter writer, SelectionModel selection)
    {
        var selected = Selected(selection);
        WriteConstructor(writer, selection, selected);
        writer.Line("/// <inheritdoc/>");
        writer.Line("public static global::DkNN.SelectionInfo Info { get; } = new(");
        writer.Line($"    {Code.Text(selection.Name)},").Line("    [");
        foreach (var layer in selected)
        {
            writer.Line($"        {selection.Network}.Info.Layers[{Number(layer.Position)}],");
        }
        writer.Line("    ]);");
        writer.Line();
        long neurons = selected.Sum(layer => layer.Output.Size);
        LayerConstants.Write(writer, "Number of layers.", "int", "LayerCount", Number(selected.Length));
        LayerConstants.Write(writer, "Neurons of all layers together.", "long", "TotalNeurons", Code.Long(neurons));
        LayerConstants.Write(
            writer, "Bytes of the float32 activations of one image, all layers together.", "long", "BytesPerImage", Code.Long(neurons * sizeof(float)));
        writer.Line();
        foreach (var layer in selected)
        {
            writer.Summary($"Activations of {layer.Name}, N×{layer.Output.Size.ToString(CultureInfo.InvariantCulture)}.");
            writer.Line($"public {Tensor} {Code.Identifier(layer.Name)} {{ get; }}").Line();
        }
        WriteExtract(writer, selection, selected);
        WriteExtractWithOutput(writer, selection, selected);
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public {Tensor}[] ToArray() => [{string.Join(", ", selected.Select(layer => Code.Identifier(layer.Name)))}];");
    }

    private static void WriteConstructor(SourceWriter writer, SelectionModel selection, LayerModel[] selected)
    {
        writer.Open($"private {selection.Type.Name}({string.Join(", ", selected.Select(layer => $"{Tensor} {Kept(layer)}"))})");
        foreach (var layer in selected) writer.Line($"{Code.Identifier(layer.Name)} = {Kept(layer)};");
        writer.Close().Line();
    }

    private static void WriteExtract(SourceWriter writer, SelectionModel selection, LayerModel[] selected)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Open($"public static {selection.Type.FullName} Extract({selection.Network} network, {Tensor} images)");
        writer.Line("global::System.ArgumentNullException.ThrowIfNull(network);");
        writer.Line("using var scope = global::TorchSharp.torch.NewDisposeScope();");
        new LayerSequence(writer, "images", "network.", selection.Computed).Write(LayerCode.Method, layer =>
        {
            // A view keeps the values alive when the last layer that reads them has done so and the tensor itself is freed.
            if (selected.Contains(layer)) writer.Line($"var {Kept(layer)} = {LayerSequence.Variable(layer.Position)}.flatten(1L);");
        });
        WriteReturn(writer, selected);
    }

    private static void WriteExtractWithOutput(SourceWriter writer, SelectionModel selection, LayerModel[] selected)
    {
        var last = selection.Layers[selection.Layers.Count - 1];
        writer.Line("/// <inheritdoc/>");
        writer.Open($"public static {selection.Type.FullName} Extract({selection.Network} network, {Tensor} images, out {Tensor} logits)");
        writer.Line($"var activations = Extract(network, images, out logits, out {Tensor}? features);");
        writer.Line("features?.Dispose();");
        writer.Line("return activations;");
        writer.Close().Line();

        var head = DenseHead.Of(selection.Layers);
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public static {selection.Type.FullName} Extract(");
        writer.Open($"    {selection.Network} network, {Tensor} images, out {Tensor} logits, out {Tensor}? features)");
        writer.Line("global::System.ArgumentNullException.ThrowIfNull(network);");
        writer.Line("using var scope = global::TorchSharp.torch.NewDisposeScope();");
        if (head?.Input is LayerInput.Images) writer.Line("var read = images.flatten(1L);");
        new LayerSequence(writer, "images", "network.", selection.Layers).Write(
            layer => layer == last ? LayerCode.LogitsMethod(layer) : LayerCode.Method(layer),
            layer =>
            {
                if (layer.Position == head?.Input) writer.Line($"var read = {LayerSequence.Variable(layer.Position)}.flatten(1L);");
                if (!selected.Contains(layer)) return;
                // Softmax stands on rows only, which need no flattening.
                bool isLeftOut = layer == last && last.Activation.Kind is Activation.Softmax;
                writer.Line($"var {Kept(layer)} = {LayerSequence.Variable(layer.Position)}.{(isLeftOut ? "softmax" : "flatten")}(1L);");
            },
            returned: last.Position);
        writer.Line($"logits = {LayerSequence.Variable(last.Position)}.MoveToOuterDisposeScope();");
        writer.Line(head is null ? "features = null;" : "features = read.MoveToOuterDisposeScope();");
        WriteReturn(writer, selected);
    }

    private static void WriteReturn(SourceWriter writer, LayerModel[] selected)
    {
        string kept = string.Join(", ", selected.Select(layer => $"{Kept(layer)}.MoveToOuterDisposeScope()"));
        writer.Line($"return new({kept});");
        writer.Close().Line();
    }

    private static LayerModel[] Selected(SelectionModel selection) =>
        [.. selection.Computed.Where(layer => selection.Selected.Contains(layer.Position))];

    private static string Kept(LayerModel layer) => "kept" + Number(layer.Position);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
