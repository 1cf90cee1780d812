using System.Globalization;
using DkNN.Experiments;

namespace DkNN.Cli;

/// <summary>Sizes and spans of time, as people write them.</summary>
internal static class Quantity
{
    private static readonly (string Suffix, double Bytes)[] Sizes =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40),
        ("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3), ("B", 1), ("", 1),
    ];

    private static readonly (string Suffix, double Days)[] Ages = [("d", 1), ("h", 1.0 / 24), ("m", 1.0 / 1440)];

    /// <summary>A size in decimal units, with three digits: "4.92 GB".</summary>
    public static string Of(long bytes)
    {
        var (suffix, unit) = Sizes.SkipWhile(size => size.Suffix != "TB").First(size => bytes >= size.Bytes || size.Suffix == "B");
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / unit:G3} {suffix}");
    }

    /// <summary>A number of things: "1 thread", "2 threads", "0 indexes".</summary>
    public static string Of(long count, string noun) => string.Create(
        CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : noun.EndsWith('x') ? "es" : "s")}");

    /// <summary>Reads a size, such as "20GB", "1.5 GiB" or "1000000".</summary>
    /// <exception cref="ExperimentException">It is none; the message names the option.</exception>
    public static long Bytes(string option, string text) =>
        Read(text, Sizes) is { } bytes and < long.MaxValue
            ? (long)bytes
            : throw new ExperimentException($"{option}: '{text}' is no size; write one such as 20GB, 500MB or 1GiB.");

    /// <summary>Reads a span of time, such as "30d", "12h" or "90m".</summary>
    /// <exception cref="ExperimentException">It is none; the message names the option.</exception>
    public static TimeSpan Age(string option, string text) =>
        Read(text, Ages) is { } days and < 36_525
            ? TimeSpan.FromDays(days)
            : throw new ExperimentException($"{option}: '{text}' is no age; write one such as 30d, 12h or 90m.");

    private static double? Read(string text, (string Suffix, double Unit)[] units)
    {
        foreach (var (suffix, unit) in units)
        {
            if (!text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)) continue;
            bool isNumber = double.TryParse(
                text[..^suffix.Length].Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number);
            if (isNumber) return number * unit;
        }
        return null;
    }
}
