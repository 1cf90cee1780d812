using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace DkNN.Experiments;

/// <summary>Reads and writes <c>run-files.json</c> without reflection.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(ImmutableSortedSet<string>))]
internal sealed partial class RunListJson : JsonSerializerContext;
