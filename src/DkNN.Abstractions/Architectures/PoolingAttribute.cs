namespace DkNN;

/// <summary>What every pooling has. Output per axis: floor((input + 2 · padding − size) / stride) + 1.</summary>
/// <param name="size">Height and width of the window, at least 1.</param>
public abstract class PoolingAttribute(int size) : LayerAttribute
{
    /// <summary>Height and width of the window.</summary>
    public int Size { get; } = size;

    /// <summary>Step between two windows; 0, the default, means the size.</summary>
    public int Stride { get; init; }

    /// <summary>Places added on each side, from 0 to half the size.</summary>
    public int Padding { get; init; }
}
