namespace DkNN;

/// <summary>A two-dimensional convolution with bias. Output per axis: floor((input + 2 · padding − kernel) / stride) + 1.</summary>
/// <param name="filters">Number of filters, the channels of the output, at least 1.</param>
public sealed class Conv2dAttribute(int filters) : LayerAttribute
{
    /// <summary>Number of filters.</summary>
    public int Filters { get; } = filters;

    /// <summary>Height and width of the kernel, at least 1.</summary>
    public required int Kernel { get; init; }

    /// <summary>Step between two windows, at least 1.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Zeros added on each side, at least 0.</summary>
    public int Padding { get; init; }

    /// <summary>Function applied to the output.</summary>
    public Activation Activation { get; init; }
}
