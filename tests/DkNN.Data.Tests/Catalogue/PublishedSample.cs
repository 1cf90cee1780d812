using System.Collections.Immutable;
using System.Security.Cryptography;

namespace DkNN.Data.Tests.Catalogue;

/// <summary>A small data set as if it were published: its compressed files, and what a catalogue knows of it.</summary>
internal sealed class PublishedSample
{
    public const string Name = "sample";

    private static readonly string[] Names =
        ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];

    private readonly ImmutableArray<KnownFile> _known;

    public PublishedSample()
    {
        // Large enough that half a file is more than one packet.
        Data = Samples.Create(height: 28, width: 28, train: 60, test: 12);
        using var folder = new TemporaryFolder();
        IdxDirectory.Write(Data, folder["plain"]);
        IdxDirectory.Write(Data, folder["packed"], compress: true);
        _known = [.. Names.Select(name => Known(name, File.ReadAllBytes(folder["plain", name])))];
        Files = Names.ToDictionary(name => name + ".gz", name => File.ReadAllBytes(folder["packed", name + ".gz"]));
    }

    public DataSet Data { get; }

    /// <summary>Compressed files by name.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; }

    /// <summary>Files of the same names with other content, correctly compressed.</summary>
    public static IReadOnlyDictionary<string, byte[]> OtherFiles { get; } = Other();

    public DataCatalogue Catalogue(string cache, params Uri[] mirrors) => new(
        dataDirectory: Path.Combine(cache, "none"),
        cacheDirectory: cache,
        known: [new(Name, "a sample", "made up", "none", ["a", "b", "c"], _known, [.. mirrors])]);

    private static KnownFile Known(string name, byte[] content) =>
        new(name, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));

    private static Dictionary<string, byte[]> Other()
    {
        using var folder = new TemporaryFolder();
        IdxDirectory.Write(Samples.Create(height: 28, width: 28, train: 60, test: 12, seed: 9), folder.Path, compress: true);
        // Labels are equal for every seed, so they are changed too.
        return Names.ToDictionary(
            name => name + ".gz",
            name => File.ReadAllBytes(folder[name.Replace("labels-idx1", "images-idx3", StringComparison.Ordinal) + ".gz"]));
    }
}
