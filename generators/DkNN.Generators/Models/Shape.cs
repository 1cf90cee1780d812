using System.Globalization;

namespace DkNN.Generators.Models;

/// <summary>
/// The shape of a layer's output for one image. A row is what flattening and dense layers give: n×1×1, no longer an image.
/// </summary>
internal sealed record Shape(int Channels, int Height, int Width, bool IsRow)
{
    /// <summary>Number of values; at most the largest int for every shape in a model.</summary>
    public long Size => (long)Channels * Height * Width;

    public static Shape Row(int neurons) => new(neurons, 1, 1, IsRow: true);

    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}x{1}x{2}", Channels, Height, Width);
}
