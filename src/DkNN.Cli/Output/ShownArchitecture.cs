using System.Collections.Immutable;
using DkNN.Torch;

namespace DkNN.Cli;

/// <summary>An architecture's network; the names are those of its JSON.</summary>
/// <param name="Input">Shape of an image, "CxHxW".</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Fingerprint">SHA-256 of its canonical text.</param>
/// <param name="Layers">Every layer, in order of computation.</param>
internal sealed record ShownArchitecture(string Input, int Classes, string Fingerprint, ImmutableArray<ShownLayer> Layers)
{
    /// <summary>Puts together what is known of an architecture.</summary>
    public static ShownArchitecture Of(ArchitecturePlugin plugin)
    {
        var architecture = plugin.Architecture;
        return new(architecture.Input.ToString(), architecture.Classes, architecture.Fingerprint, [.. architecture.Layers.Select(Shown)]);

        ShownLayer Shown(Layer layer) => new(
            layer.Name,
            layer.Kind.ToString(),
            layer.Output.ToString(),
            layer.Neurons,
            [.. plugin.Selections.Where(selection => selection.Info.Layers.Contains(layer)).Select(selection => selection.Info.Name)]);
    }
}
