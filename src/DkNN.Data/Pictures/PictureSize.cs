using System.Globalization;

namespace DkNN.Data;

/// <summary>Columns and rows of a picture, written as "28x28": width first, as picture tools do.</summary>
/// <param name="Width">Columns, in pixels.</param>
/// <param name="Height">Rows, in pixels.</param>
public readonly record struct PictureSize(int Width, int Height)
{
    /// <summary>The most columns or rows to scale to.</summary>
    public const int Most = 1 << 14;

    /// <summary>Reads a size.</summary>
    /// <param name="text">Two whole numbers from 1 to <see cref="Most"/> with an x between.</param>
    /// <exception cref="FormatException">The text is no such size; the message says what one looks like.</exception>
    public static PictureSize Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int[] sides = [.. text.Split('x', 'X').Select(
            side => int.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out int pixels) ? pixels : 0)];
        return sides.Length == 2 && sides.All(side => side is >= 1 and <= Most)
            ? new(sides[0], sides[1])
            : throw new FormatException($"'{text}' is no size: write width and height, each from 1 to {Most}, such as 28x28.");
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width}x{Height}");
}
