using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace DkNN.Experiments;

/// <summary>What stages keep beside their artefacts' main files, read and written without reflection.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NewLine = "\n")]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(double[]))]
[JsonSerializable(typeof(TunedEffort))]
[JsonSerializable(typeof(AttackAim))]
[JsonSerializable(typeof(ModelFile[]))]
[JsonSerializable(typeof(EvaluationMeasurements))]
[JsonSerializable(typeof(ObservationLayout))]
[JsonSerializable(typeof(ImmutableArray<DriftResult>))]
internal sealed partial class StageJson : JsonSerializerContext;
