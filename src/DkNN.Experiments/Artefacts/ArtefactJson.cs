using System.Text.Json.Serialization;

namespace DkNN.Experiments;

/// <summary>Reads and writes manifests without reflection.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NewLine = "\n")]
[JsonSerializable(typeof(ArtefactManifest))]
internal sealed partial class ArtefactJson : JsonSerializerContext;
