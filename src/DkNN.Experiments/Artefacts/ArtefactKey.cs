using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace DkNN.Experiments;

/// <summary>All that determines an artefact: its kind, and named texts. Equal keys give equal artefacts.</summary>
public sealed class ArtefactKey
{
    /// <summary>Rises when the cache's own files change, so that older artefacts are never looked at.</summary>
    private const int Format = 2;

    private static readonly ImmutableSortedDictionary<string, string> Nothing =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    private readonly ImmutableSortedDictionary<string, string> _parts;
    private readonly ImmutableSortedDictionary<string, string> _names;

    private ArtefactKey(
        string kind, ImmutableSortedDictionary<string, string> parts, ImmutableSortedDictionary<string, string> names)
    {
        Kind = kind;
        _parts = parts;
        _names = names;
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToString())))[..32];
    }

    /// <summary>What the artefact is, in one word: "network", "activations", ….</summary>
    public string Kind { get; }

    /// <summary>32 hex digits of the SHA-256 of the key's text.</summary>
    public string Hash { get; }

    /// <summary>Names and texts, in ordinal order.</summary>
    public IReadOnlyDictionary<string, string> Parts => _parts;

    /// <summary>What people call what the artefact is for; no part of the key.</summary>
    public IReadOnlyDictionary<string, string> Names => _names;

    /// <summary>A key of nothing but the program's version: another version may compute otherwise.</summary>
    /// <param name="kind">What the artefact is.</param>
    public static ArtefactKey Of(string kind) =>
        new ArtefactKey(kind, Nothing, Nothing).With("program", ProgramInfo.Current.Version).With("format", Format);

    /// <summary>
    /// A key that depends on the code that computes the artefact: a build that differs in one constant has another version id, and what
    /// it computes is not taken from the cache of the build before.
    /// </summary>
    /// <param name="assemblies">All assemblies, and no others, whose code the content depends on.</param>
    public ArtefactKey WithCode(params IEnumerable<Assembly> assemblies) =>
        new(
            Kind,
            _parts.SetItems(assemblies.Select(assembly => KeyValuePair.Create(
                "code of " + assembly.GetName().Name, assembly.ManifestModule.ModuleVersionId.ToString("N")))),
            _names);

    /// <summary>The same key, with a name for people who list the cache; keys that are made with this one inherit it.</summary>
    /// <param name="name">What is named, as in "dataset".</param>
    /// <param name="value">Its name, as in "mnist".</param>
    public ArtefactKey Called(string name, string value) => new(Kind, _parts, _names.SetItem(name, value));

    /// <summary>A key with one part more.</summary>
    /// <param name="name">Name of the part.</param>
    /// <param name="value">Its value; numbers are written invariantly and exactly.</param>
    public ArtefactKey With(string name, IFormattable value) => With(name, value.ToString(null, CultureInfo.InvariantCulture));

    /// <summary>A key with one part more.</summary>
    /// <param name="name">Name of the part.</param>
    /// <param name="value">Its text.</param>
    public ArtefactKey With(string name, string value) => new(Kind, _parts.Add(name, value), _names);

    /// <summary>A key that depends on another artefact.</summary>
    /// <param name="name">Name of the part.</param>
    /// <param name="artefact">The other artefact's key.</param>
    public ArtefactKey With(string name, ArtefactKey artefact) =>
        new(Kind, _parts.Add(name, artefact.Hash), artefact._names.SetItems(_names));

    /// <summary>A key with a choice of images, in their order.</summary>
    /// <param name="name">Name of the part.</param>
    /// <param name="ids">Positions of the images.</param>
    public ArtefactKey With(string name, ImmutableArray<int> ids) =>
        With(name, Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(ids.AsSpan()))));

    /// <summary>A key with a plugin's options.</summary>
    /// <param name="options">Canonical option texts.</param>
    public ArtefactKey With(ImmutableSortedDictionary<string, string> options) =>
        new(Kind, _parts.AddRange(options.Select(option => KeyValuePair.Create("option " + option.Key, option.Value))), _names);

    /// <summary>The canonical text.</summary>
    public override string ToString() => string.Join('\n', _parts.Select(part => $"{part.Key}={part.Value}").Prepend(Kind));
}
