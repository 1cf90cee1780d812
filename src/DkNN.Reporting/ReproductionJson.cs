using System.Text.Json.Serialization;

namespace DkNN.Reporting;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(ReproducedTables))]
internal sealed partial class ReproductionJson : JsonSerializerContext;
