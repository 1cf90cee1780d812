using System.Text.Json.Serialization;
using DkNN.Experiments;

namespace DkNN.Cli;

/// <summary>What <c>dknn cache</c> writes, without reflection.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NewLine = "\n")]
[JsonSerializable(typeof(CacheListing))]
[JsonSerializable(typeof(PruneOutcome))]
internal sealed partial class CacheJson : JsonSerializerContext;
