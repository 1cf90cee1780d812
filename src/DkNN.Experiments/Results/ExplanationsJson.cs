using System.Text.Json.Serialization;

namespace DkNN.Experiments;

/// <summary>Reads and writes <c>explanations.json</c> without reflection. What follows from other values is not written.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NewLine = "\n", IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RunExplanations))]
internal sealed partial class ExplanationsJson : JsonSerializerContext;
