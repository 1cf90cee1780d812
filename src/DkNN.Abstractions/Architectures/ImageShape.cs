using System.Globalization;

namespace DkNN;

/// <summary>The shape of an image, or of a layer's output for one image: channels × height × width. A row of n neurons is n×1×1.</summary>
/// <param name="Channels">Channels, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
/// <param name="Width">Columns, at least 1.</param>
public readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>Number of values: channels · height · width.</summary>
    public int Size => Channels * Height * Width;

    /// <summary>"CxHxW", the notation of <see cref="ArchitectureAttribute.Input"/>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Channels}x{Height}x{Width}");
}
