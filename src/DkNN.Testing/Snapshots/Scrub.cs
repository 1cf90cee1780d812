using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DkNN.Testing;

/// <summary>
/// Takes out of a pipeline's output what changes from run to run and from machine to machine: clocks, sizes in memory and on disk, paths,
/// versions and hashes; and rounds fractions, so that the last digits of another processor do not matter. Histograms are left out: which
/// bin an image falls into is decided by those digits, and a bin of few images changes at once.
/// </summary>
/// <param name="Decimals">Decimal places that fractions keep, from 0 to 15.</param>
public sealed partial record Scrub(int Decimals)
{
    /// <summary>The property of the results that holds one.</summary>
    private const string Histogram = "reliability";

    /// <summary>Keeps one decimal place: shares of a few hundred images differ in the second from processor to processor.</summary>
    public static Scrub Coarse { get; } = new(Decimals: 1);

    /// <summary>Scrubs JSON text, such as <c>results.json</c>; properties keep their order.</summary>
    /// <param name="json">Any JSON document.</param>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public string Json(string json)
    {
        var node = JsonNode.Parse(json);
        string text = (Node(node, "") ?? JsonValue.Create("null")).ToJsonString(new JsonSerializerOptions { WriteIndented = true });
        return text.ReplaceLineEndings("\n");
    }

    /// <summary>Scrubs plain text, Markdown or what a program printed.</summary>
    /// <param name="text">The text.</param>
    public string Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = Hash().Replace(text.ReplaceLineEndings("\n"), "<hash>");
        text = AbsolutePath().Replace(text, "<path>");
        text = Date().Replace(text, "<date>");
        text = Duration().Replace(text, "<time>");
        text = Size().Replace(text, "<size>");
        text = Version().Replace(text, "<version>");
        return Fraction().Replace(text, match => Rounded(double.Parse(match.Value, CultureInfo.InvariantCulture)));
    }

    /// <summary>Scrubs a run's directory: its <c>results.json</c>, and the names of all its files.</summary>
    /// <param name="directory">The directory that <c>dknn run --out</c> or <see cref="SmallPipeline.Run"/> filled.</param>
    /// <exception cref="FileNotFoundException">There is no <c>results.json</c>.</exception>
    public string Run(string directory)
    {
        string[] files =
        [
            .. Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(directory, file).Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
        ];
        return $"{Json(File.ReadAllText(Path.Combine(directory, "results.json")))}\n{string.Join('\n', files)}\n";
    }

    private JsonNode? Node(JsonNode? node, string name) => node switch
    {
        _ when name == Histogram => JsonValue.Create($"<{name}>"),
        JsonObject properties => new JsonObject(properties.Select(property =>
            KeyValuePair.Create(property.Key, Node(property.Value, property.Key)))),
        JsonArray items => new JsonArray([.. items.Select(item => Node(item, name))]),
        JsonValue value when Measured().IsMatch(name) => JsonValue.Create($"<{name}>"),
        JsonValue value when value.TryGetValue(out string? text) => JsonValue.Create(Text(text)),
        JsonValue value when value.GetValueKind() is JsonValueKind.Number && Fraction().IsMatch(value.ToJsonString()) =>
            JsonNode.Parse(Rounded(value.GetValue<double>())),
        _ => node?.DeepClone(),
    };

    private string Rounded(double value)
    {
        double rounded = Math.Round(value, Decimals, MidpointRounding.AwayFromZero);
        // Not "-0".
        return (rounded == 0 ? 0 : rounded).ToString($"F{Decimals}", CultureInfo.InvariantCulture);
    }

    /// <summary>Properties that hold what was measured of the machine, and not what was computed.</summary>
    [GeneratedRegex("(seconds|milliseconds|bytes|version)|(milli)?seconds.*image", RegexOptions.IgnoreCase)]
    private static partial Regex Measured();

    [GeneratedRegex(@"\b[0-9a-f]{40,}\b")]
    private static partial Regex Hash();

    [GeneratedRegex(@"(?<![\w./<])(/[\w.\-+@~]+){2,}/?|\b[A-Za-z]:\\[^\s""'|<>]+")]
    private static partial Regex AbsolutePath();

    [GeneratedRegex(@"\b\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?\b")]
    private static partial Regex Date();

    [GeneratedRegex(@"\b\d+(\.\d+)? ?(ms|s|min|h)\b|\b\d+:\d\d(:\d\d)?(\.\d+)?\b")]
    private static partial Regex Duration();

    [GeneratedRegex(@"\b\d[\d,]*(\.\d+)? ?([KMG]i?B|bytes)\b")]
    private static partial Regex Size();

    [GeneratedRegex(@"\b\d+\.\d+\.\d+(\.\d+)?(-[\w.]+)?\b")]
    private static partial Regex Version();

    [GeneratedRegex(@"(?<![\w.])-?\d+\.\d+(E[+-]?\d+)?(?![\w.]*\d)", RegexOptions.IgnoreCase)]
    private static partial Regex Fraction();
}
