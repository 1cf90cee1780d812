namespace DkNN;

/// <summary>
/// What every two-dimensional convolution has. With k = dilation · (kernel − 1) + 1, the output per axis is
/// floor((input + 2 · padding − k) / stride) + 1, or ceil(input / stride) with <see cref="SamePadding"/>.
/// </summary>
public abstract class ConvolutionAttribute : ActivatedLayerAttribute
{
    /// <summary>Height and width of the kernel, at least 1.</summary>
    public required int Kernel { get; init; }

    /// <summary>Step between two windows, at least 1.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Zeros added on each side, at least 0.</summary>
    public int Padding { get; init; }

    /// <summary>
    /// Adds as many zeros as make the output ceil(input / stride), half of them on each side, an odd one below and on the right, as Keras'
    /// <em>same</em> does. Excludes <see cref="Padding"/>.
    /// </summary>
    public bool SamePadding { get; init; }

    /// <summary>Distance between the kernel's taps, at least 1.</summary>
    public int Dilation { get; init; } = 1;

    /// <summary>Whether each filter adds a bias.</summary>
    public bool Bias { get; init; } = true;
}
