using System.Text.Json.Serialization;

namespace DkNN.Cli;

/// <summary>What <c>dknn classify --json</c> writes, without reflection: an object a line.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ClassifiedImage))]
internal sealed partial class ClassifyJson : JsonSerializerContext;
