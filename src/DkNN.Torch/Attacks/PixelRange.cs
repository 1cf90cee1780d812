using System.Globalization;

namespace DkNN.Torch;

/// <summary>
/// The range that attacked pixels stay in. Images are in [0, 1]; an attack that may leave that range, as some published ones do, gives
/// images that no camera takes, and is much stronger for it.
/// </summary>
/// <param name="Lowest">The least that a pixel may be, at most 0.</param>
/// <param name="Highest">The most that a pixel may be, at least 1.</param>
public readonly record struct PixelRange(double Lowest, double Highest)
{
    /// <summary>[0, 1], the range of images.</summary>
    public static PixelRange Unit { get; } = new(0, 1);

    /// <summary>Reads a range.</summary>
    /// <param name="text">Both ends, such as "-1,1".</param>
    /// <exception cref="FormatException">It is no range that holds [0, 1].</exception>
    public static PixelRange Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] ends = text.Split(',', StringSplitOptions.TrimEntries);
        if (ends.Length == 2 && Number(ends[0]) is { } lowest and <= 0 && Number(ends[1]) is { } highest and >= 1) return new(lowest, highest);
        throw new FormatException($"'{text}' is no range of pixels: write its ends, the first at most 0 and the second at least 1, such as -1,1.");
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Lowest},{Highest}");

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;
}
