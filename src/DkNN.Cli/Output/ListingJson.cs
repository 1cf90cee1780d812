using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using DkNN.Experiments;

namespace DkNN.Cli;

/// <summary>What commands that list something write with <c>--json</c>, without reflection.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NewLine = "\n")]
[JsonSerializable(typeof(BenchListing))]
[JsonSerializable(typeof(CacheListing))]
[JsonSerializable(typeof(DataListing))]
[JsonSerializable(typeof(DoctorListing))]
[JsonSerializable(typeof(ImmutableArray<ListedExperiment>))]
[JsonSerializable(typeof(ImmutableArray<ShownPlugin>))]
[JsonSerializable(typeof(PluginListing))]
[JsonSerializable(typeof(PruneOutcome))]
internal sealed partial class ListingJson : JsonSerializerContext
{
    /// <summary>Writes a listing as one JSON value: the only thing on standard output.</summary>
    public static void Write<T>(T listing, JsonTypeInfo<T> type) => Console.Out.WriteLine(JsonSerializer.Serialize(listing, type));
}
