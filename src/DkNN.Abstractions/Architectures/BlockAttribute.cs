namespace DkNN;

/// <summary>
/// A block at work: the property's type is a class with <see cref="LayerBlockAttribute"/>, and its layers get the property's name as a
/// prefix. Block <c>Block1</c> of a class with layer <c>Conv1</c> has layer <c>Block1Conv1</c>.
/// </summary>
public sealed class BlockAttribute : LayerAttribute
{
    /// <summary>What <see cref="BlockParameter.Filters"/> stands for in the block, at least 1; needed where the block uses it.</summary>
    public int Filters { get; init; }

    /// <summary>What <see cref="BlockParameter.Stride"/> stands for in the block, at least 1.</summary>
    public int Stride { get; init; } = 1;
}
