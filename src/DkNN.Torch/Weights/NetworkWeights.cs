using System.Globalization;
using static TorchSharp.torch;

namespace DkNN.Torch;

/// <summary>A network's weights on disk, as safetensors with PyTorch's names: <c>Conv1.weight</c>, <c>Norm1.running_mean</c>, ….</summary>
public static class NetworkWeights
{
    private const string ArchitectureKey = "architecture";
    private const string FingerprintKey = "fingerprint";

    /// <summary>Writes the weights and running statistics.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">A new file.</param>
    /// <param name="metadata">Further texts for the header, such as data set, seed and program version.</param>
    public static void Save(Network network, string path, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(metadata);
        using var scope = NewDisposeScope();
        var header = new Dictionary<string, string>(metadata, StringComparer.Ordinal)
        {
            [ArchitectureKey] = network.Architecture.Name,
            [FingerprintKey] = network.Architecture.Fingerprint,
            ["input"] = network.Architecture.Input.ToString(),
            ["classes"] = network.Architecture.Classes.ToString(CultureInfo.InvariantCulture),
        };
        SafeTensors.Save(path, [.. network.state_dict().OrderBy(pair => pair.Key, StringComparer.Ordinal)], header);
    }

    /// <summary>Reads weights into a network and puts it into evaluation mode.</summary>
    /// <param name="network">A network of the architecture that the weights were saved from.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or holds the weights of another architecture.</exception>
    public static void Load(Network network, string path)
    {
        ArgumentNullException.ThrowIfNull(network);
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var (tensors, metadata) = SafeTensors.Load(path);
        string? fingerprint = metadata.GetValueOrDefault(FingerprintKey);
        if (fingerprint != network.Architecture.Fingerprint)
        {
            throw new InvalidDataException(
                $"'{path}' holds weights of architecture '{metadata.GetValueOrDefault(ArchitectureKey, "unknown")}' "
                + $"({fingerprint ?? "no fingerprint"}), "
                + $"not of '{network.Architecture.Name}' ({network.Architecture.Fingerprint}). Train it anew.");
        }
        foreach (var (name, target) in network.state_dict())
        {
            if (!tensors.TryGetValue(name, out var source))
            {
                throw new InvalidDataException($"'{path}' lacks tensor '{name}'. Train the network anew.");
            }
            if (!source.shape.AsSpan().SequenceEqual(target.shape))
            {
                throw new InvalidDataException(
                    $"Tensor '{name}' in '{path}' has shape [{string.Join(", ", source.shape)}], "
                    + $"not [{string.Join(", ", target.shape)}]. Train the network anew.");
            }
            target.copy_(source);
        }
        network.eval();
    }
}
