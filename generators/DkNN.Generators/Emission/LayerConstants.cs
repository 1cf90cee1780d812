using System.Globalization;
using DkNN.Generators.Models;

namespace DkNN.Generators.Emission;

/// <summary>Writes what is known of layers at compile time as constants.</summary>
internal static class LayerConstants
{
    /// <summary>Writes a class <c>Layers</c> with one class a layer.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="layers">The layers.</param>
    /// <param name="copiedFrom">The architecture whose constants these repeat; null for the architecture itself.</param>
    public static void Write(SourceWriter writer, IEnumerable<LayerModel> layers, string? copiedFrom)
    {
        writer.Summary("What is known of each layer at compile time.");
        writer.Open("public static class Layers");
        foreach (var layer in layers)
        {
            string name = Code.Identifier(layer.Name);
            writer.Summary($"Layer {layer.Name}.");
            writer.Open($"public static class {name}");
            Constant("Name of the layer.", "string", "Name", Code.Text(layer.Name));
            Constant("What it computes.", "global::DkNN.LayerKind", "Kind", $"global::DkNN.LayerKind.{layer.Operation.Kind}");
            Constant("Place in the order of computation, from 0.", "int", "Position", Number(layer.Position));
            Constant("Channels of the output.", "int", "Channels", Number(layer.Output.Channels));
            Constant("Height of the output.", "int", "Height", Number(layer.Output.Height));
            Constant("Width of the output.", "int", "Width", Number(layer.Output.Width));
            Constant("Number of neurons.", "int", "Neurons", Number(layer.Output.Size));
            Constant(
                "Bytes of the float32 activations of one image.", "long", "BytesPerImage", Code.Long(layer.Output.Size * sizeof(float)));
            writer.Close();

            void Constant(string summary, string type, string constant, string value) => Write(
                writer, summary, type, constant, copiedFrom is null ? value : $"{copiedFrom}.Layers.{name}.{constant}");
        }
        writer.Close().Line();
    }

    /// <summary>Writes one constant.</summary>
    public static void Write(SourceWriter writer, string summary, string type, string name, string value) =>
        writer.Summary(summary).Line($"public const {type} {name} = {value};");

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
