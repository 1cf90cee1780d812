namespace DkNN;

/// <summary>A two-dimensional convolution; see <see cref="ConvolutionAttribute"/> for its shape.</summary>
/// <param name="filters">Number of filters, the channels of the output, at least 1.</param>
public sealed class Conv2dAttribute(int filters) : ConvolutionAttribute
{
    /// <summary>Number of filters.</summary>
    public int Filters { get; } = filters;

    /// <summary>Number of groups, a divisor of the input's channels and of the filters: a filter sees the channels of its group only.</summary>
    public int Groups { get; init; } = 1;
}
