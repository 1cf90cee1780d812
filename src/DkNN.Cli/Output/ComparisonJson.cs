using System.Text.Json.Serialization;
using DkNN.Reporting;

namespace DkNN.Cli;

/// <summary>What <c>dknn compare --json</c> writes, without reflection.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NewLine = "\n")]
[JsonSerializable(typeof(RunComparison))]
internal sealed partial class ComparisonJson : JsonSerializerContext;
