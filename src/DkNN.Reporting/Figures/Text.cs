using System.Globalization;

namespace DkNN.Reporting;

/// <summary>How numbers are written for people.</summary>
internal static class Text
{
    /// <summary>A budget: "0.025".</summary>
    public static string Epsilon(double epsilon) => epsilon.ToString("0.#####", CultureInfo.InvariantCulture);

    /// <summary>What a row of images is: "clean images" or "ε = 0.1".</summary>
    public static string Images(double epsilon) => epsilon == 0 ? "clean images" : $"ε = {Epsilon(epsilon)}";

    /// <summary>A share from 0 to 1 in percent, without the sign: "98.74"; "–" for none.</summary>
    public static string Percent(double? share) => share is { } value ? (value * 100).ToString("0.00", CultureInfo.InvariantCulture) : "–";

    /// <summary>A level from 0 to 1 in percent, without the sign: "95", "99.5".</summary>
    public static string Level(double share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A number of three decimals; "–" for none.</summary>
    public static string Fraction(double? number) => number?.ToString("0.000", CultureInfo.InvariantCulture) ?? "–";

    /// <summary>A whole number with groups of three: "9,250".</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Three significant places or so for times and sizes: "0.05", "12.3", "1,234".</summary>
    public static string Measure(double value) =>
        value.ToString(Math.Abs(value) switch { < 1 => "0.###", < 100 => "0.0#", _ => "N0" }, CultureInfo.InvariantCulture);

    /// <summary>Bytes as MiB.</summary>
    public static string MebiBytes(long bytes) => Measure(bytes / (1024.0 * 1024.0));

    /// <summary>A distance, which may be very small: "1.5", "0.0123", "1.2E-05".</summary>
    public static string Distance(double value) => value < 0.1 ? value.ToString("G3", CultureInfo.InvariantCulture) : Measure(value);

    /// <summary>With a great first letter.</summary>
    public static string Capitalized(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
