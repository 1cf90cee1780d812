using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace DkNN.Experiments;

/// <summary>All that determines an artefact: its kind, and named texts. Equal keys give equal artefacts.</summary>
public sealed class ArtefactKey
{
    private readonly ImmutableSortedDictionary<string, string> _parts;

    private ArtefactKey(string kind, ImmutableSortedDictionary<string, string> parts)
    {
        Kind = kind;
        _parts = parts;
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToString())))[..32];
    }

    /// <summary>What the artefact is, in one word: "network", "activations", ….</summary>
    public string Kind { get; }

    /// <summary>32 hex digits of the SHA-256 of the key's text.</summary>
    public string Hash { get; }

    /// <summary>Names and texts, in ordinal order.</summary>
    public IReadOnlyDictionary<string, string> Parts => _parts;

    /// <summary>A key of nothing but the program's version: another version may compute otherwise.</summary>
    /// <param name="kind">What the artefact is.</param>
    public static ArtefactKey Of(string kind) =>
        new ArtefactKey(kind, ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal))
            .With("program", ProgramInfo.Current.Version);

    /// <summary>A key with one part more.</summary>
    /// <param name="name">Name of the part.</param>
    /// <param name="value">Its value; numbers are written invariantly and exactly.</param>
    public ArtefactKey With(string name, IFormattable value) => With(name, value.ToString(null, CultureInfo.InvariantCulture));

    /// <summary>A key with one part more.</summary>
    /// <param name="name">Name of the part.</param>
    /// <param name="value">Its text.</param>
    public ArtefactKey With(string name, string value) => new(Kind, _parts.Add(name, value));

    /// <summary>A key that depends on another artefact.</summary>
    /// <param name="name">Name of the part.</param>
    /// <param name="artefact">The other artefact's key.</param>
    public ArtefactKey With(string name, ArtefactKey artefact) => With(name, artefact.Hash);

    /// <summary>A key with a choice of images, in their order.</summary>
    /// <param name="name">Name of the part.</param>
    /// <param name="ids">Positions of the images.</param>
    public ArtefactKey With(string name, ImmutableArray<int> ids) =>
        With(name, Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(ids.AsSpan()))));

    /// <summary>A key with a plugin's options.</summary>
    /// <param name="options">Canonical option texts.</param>
    public ArtefactKey With(ImmutableSortedDictionary<string, string> options) =>
        new(Kind, _parts.AddRange(options.Select(option => KeyValuePair.Create("option " + option.Key, option.Value))));

    /// <summary>The canonical text.</summary>
    public override string ToString() => string.Join('\n', _parts.Select(part => $"{part.Key}={part.Value}").Prepend(Kind));
}
