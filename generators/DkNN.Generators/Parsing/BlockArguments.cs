namespace DkNN.Generators.Parsing;

/// <summary>The numbers that a block is used with, in the place of the members of DkNN.BlockParameter.</summary>
internal sealed record BlockArguments(int Filters, int Stride)
{
    public const int FiltersMark = int.MinValue;
    public const int StrideMark = int.MinValue + 1;

    /// <summary>Numbers that every attribute takes, to read a block that is not used.</summary>
    public static BlockArguments Any { get; } = new(1, 1);
}
