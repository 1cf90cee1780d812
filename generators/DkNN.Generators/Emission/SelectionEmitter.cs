using System.Globalization;
using DkNN.Generators.Models;

namespace DkNN.Generators.Emission;

/// <summary>Writes the typed activations of a layer selection.</summary>
internal static class SelectionEmitter
{
    private const string Tensor = "global::TorchSharp.torch.Tensor";

    public static string Emit(SelectionModel selection)
    {
        var writer = GeneratedType.Open(selection.Type, Contract(selection));
        WriteMembers(writer, selection);
        return writer.Finish();
    }

    public static string Contract(SelectionModel selection) =>
        $"global::DkNN.Torch.ILayerSelection<{selection.Type.FullName}, {selection.Network}>";

    /// <summary>Writes all that stands inside the struct.</summary>
    public static void WriteMembers(SourceWriter writer, SelectionModel selection)
    {
        LayerModel[] selected = [.. selection.Selected.Select(position => selection.Computed[position])];
        WriteConstructor(writer, selection, selected);
        writer.Line("/// <inheritdoc/>");
        writer.Line("public static global::DkNN.SelectionInfo Info { get; } = new(");
        writer.Line($"    {Code.Text(selection.Name)},").Line("    [");
        foreach (var layer in selected)
        {
            writer.Line($"        {selection.Network}.Info.Layers[{layer.Position.ToString(CultureInfo.InvariantCulture)}],");
        }
        writer.Line("    ]);");
        writer.Line();
        foreach (var layer in selected)
        {
            writer.Summary($"Activations of {layer.Name}, N×{layer.Output.Size.ToString(CultureInfo.InvariantCulture)}.");
            writer.Line($"public {Tensor} {Code.Identifier(layer.Name)} {{ get; }}").Line();
        }
        WriteExtract(writer, selection, selected);
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
        var chain = new LayerChain(writer, "images", "network.");
        foreach (var layer in selection.Computed)
        {
            chain.Apply(layer);
            // A view keeps the values alive when the next layer has read them and the tensor itself is freed.
            if (selected.Contains(layer)) writer.Line($"var {Kept(layer)} = {chain.Output}.flatten(1L);");
        }
        string kept = string.Join(", ", selected.Select(layer => $"{Kept(layer)}.MoveToOuterDisposeScope()"));
        writer.Line($"return new({kept});");
        writer.Close().Line();
    }

    private static string Kept(LayerModel layer) => "kept" + layer.Position.ToString(CultureInfo.InvariantCulture);
}
