using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DkNN.Generators.Models;

namespace DkNN.Generators.Emission;

/// <summary>Tells architectures apart by all that determines what their weights mean: not by the class's name or its description.</summary>
internal static class Fingerprint
{
    /// <summary>SHA-256 of <see cref="CanonicalText"/>, lower-case hex.</summary>
    public static string Of(ArchitectureModel architecture)
    {
        using var hash = SHA256.Create();
        byte[] digest = hash.ComputeHash(Encoding.UTF8.GetBytes(CanonicalText(architecture)));
        return string.Concat(digest.Select(part => part.ToString("x2", CultureInfo.InvariantCulture)));
    }

    /// <summary>One line each for format, input, classes and every layer in order, each ended by '\n'.</summary>
    public static string CanonicalText(ArchitectureModel architecture)
    {
        var text = new StringBuilder("dknn-architecture 1\n").Append(
            FormattableString.Invariant($"input {architecture.Input}\nclasses {architecture.Classes}\n"));
        foreach (var layer in architecture.Layers)
        {
            string[] parts = [layer.Name, layer.Operation.Kind, layer.Operation.Parameters];
            text.Append(string.Join(" ", parts.Where(part => part.Length > 0)));
            text.Append($" activation={layer.Activation.Kind}");
            if (layer.Activation.Kind is Activation.LeakyReLU)
            {
                text.Append(FormattableString.Invariant($" slope={layer.Activation.NegativeSlope:R}"));
            }
            if (layer.Inputs.Count > 1 || layer.Inputs[0].Position != layer.Position - 1)
            {
                text.Append(" from=").Append(string.Join(",", layer.Inputs.Select(input => Name(architecture, input))));
            }
            text.Append('\n');
        }
        return text.ToString();
    }

    private static string Name(ArchitectureModel architecture, LayerInput input) =>
        input.Position == LayerInput.Images ? "<input>" : architecture.Layers[input.Position].Name;
}
