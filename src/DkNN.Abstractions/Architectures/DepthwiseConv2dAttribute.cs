namespace DkNN;

/// <summary>
/// A two-dimensional convolution of each channel by itself; see <see cref="ConvolutionAttribute"/> for its shape. Its kind is
/// <see cref="LayerKind.Conv2d"/>.
/// </summary>
public sealed class DepthwiseConv2dAttribute : ConvolutionAttribute
{
    /// <summary>Filters for each channel, at least 1: the output has multiplier · channels.</summary>
    public int Multiplier { get; init; } = 1;
}
