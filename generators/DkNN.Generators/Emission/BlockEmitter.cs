using System.Globalization;
using DkNN.Generators.Models;

namespace DkNN.Generators.Emission;

/// <summary>Writes the class of a block: what is known of its layers in one place of an architecture.</summary>
internal static class BlockEmitter
{
    private const string Layers = "global::System.Collections.Immutable.ImmutableArray<global::DkNN.Layer>";

    public static string Emit(BlockModel block)
    {
        var writer = GeneratedType.Open(block.Type);
        writer.Summary("Describes the block in one place; called by generated code.");
        writer.Line("/// <param name=\"layers\">All its layers, those of blocks within it too.</param>");
        writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        writer.Line($"public {block.Type.Name}({Layers} layers) => Layers = layers;").Line();
        writer.Summary("All its layers, those of blocks within it too, in order of computation.");
        writer.Line($"public {Layers} Layers {{ get; }}");
        foreach (var (name, position, isDocumented) in block.Layers)
        {
            writer.Line();
            if (!isDocumented) writer.Summary($"Layer {name} of the block.");
            writer.Line($"public partial global::DkNN.Layer {Code.Identifier(name)} => Layers[{Number(position)}];");
        }
        foreach (var use in block.Blocks)
        {
            writer.Line();
            WriteUse(writer, use, "Layers");
        }
        return writer.Finish();
    }

    /// <summary>Writes the property that is a block.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="use">The property.</param>
    /// <param name="layers">The array that <see cref="BlockUse.First"/> counts in.</param>
    public static void WriteUse(SourceWriter writer, BlockUse use, string layers)
    {
        if (!use.Documented) writer.Summary($"Layers of block {use.Name}.");
        string slice = $"{layers}.Slice({Number(use.First)}, {Number(use.Count)})";
        writer.Line($"public partial {use.Type} {Code.Identifier(use.Name)} => new({slice});");
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
