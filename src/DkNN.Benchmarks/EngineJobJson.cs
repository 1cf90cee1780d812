using System.Text.Json.Serialization;

namespace DkNN.Benchmarks;

/// <summary>Jobs for other processes, read and written without reflection.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NewLine = "\n")]
[JsonSerializable(typeof(EngineJob))]
internal sealed partial class EngineJobJson : JsonSerializerContext;
