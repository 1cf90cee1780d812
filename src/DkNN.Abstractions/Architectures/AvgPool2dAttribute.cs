namespace DkNN;

/// <summary>The mean of each window. Output per axis: floor((input − size) / stride) + 1.</summary>
/// <param name="size">Height and width of the window, at least 1.</param>
public sealed class AvgPool2dAttribute(int size) : LayerAttribute
{
    /// <summary>Height and width of the window.</summary>
    public int Size { get; } = size;

    /// <summary>Step between two windows; 0, the default, means the size.</summary>
    public int Stride { get; init; }
}
