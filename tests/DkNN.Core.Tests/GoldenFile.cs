using System.Text.Json;

namespace DkNN.Core.Tests;

/// <summary>The cases computed by an independent program from the plain definitions.</summary>
internal static class GoldenFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static T[] Read<T>(string name) =>
        JsonSerializer.Deserialize<T[]>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", name)), Options)!;
}
