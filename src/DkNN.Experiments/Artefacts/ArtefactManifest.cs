using System.Text.Json.Serialization;

namespace DkNN.Experiments;

/// <summary>What <c>artefact.json</c> says: the key in full, and each file's size and checksum.</summary>
/// <param name="Kind">What the artefact is.</param>
/// <param name="Key">All that determined it.</param>
/// <param name="Files">Its files, in ordinal order of their names.</param>
internal sealed record ArtefactManifest(string Kind, IReadOnlyDictionary<string, string> Key, IReadOnlyList<ArtefactFile> Files);

/// <summary>One file of an artefact.</summary>
/// <param name="Name">File name.</param>
/// <param name="Bytes">Size.</param>
/// <param name="XxHash128">Checksum of the content, in lower-case hex.</param>
internal sealed record ArtefactFile(string Name, long Bytes, string XxHash128);

/// <summary>Reads and writes manifests without reflection.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NewLine = "\n")]
[JsonSerializable(typeof(ArtefactManifest))]
internal sealed partial class ArtefactJson : JsonSerializerContext;
