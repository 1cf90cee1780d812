namespace DkNN;

/// <summary>
/// Numbers that a block leaves open. In a class with <see cref="LayerBlockAttribute"/> they stand for any whole number of a layer's
/// attribute, as in <c>[Conv2d(BlockParameter.Filters, Kernel = 3, Stride = BlockParameter.Stride)]</c>.
/// </summary>
public static class BlockParameter
{
    /// <summary>Stands for <see cref="BlockAttribute.Filters"/>.</summary>
    public const int Filters = int.MinValue;

    /// <summary>Stands for <see cref="BlockAttribute.Stride"/>.</summary>
    public const int Stride = int.MinValue + 1;
}
