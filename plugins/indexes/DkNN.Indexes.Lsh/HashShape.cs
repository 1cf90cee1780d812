using System.Numerics;
using DkNN.Vectors;

namespace DkNN.Indexes.Lsh;

/// <summary>The size of the hashes.</summary>
/// <param name="Tables">Number of tables.</param>
/// <param name="Functions">Hash functions a table.</param>
/// <param name="Dimension">Floats that are rotated, a power of two, at least 8.</param>
/// <param name="LastDimension">Floats that each table's last function looks at, a power of two.</param>
/// <param name="Features">Whether rows are reduced by feature hashing.</param>
internal readonly record struct HashShape(int Tables, int Functions, int Dimension, int LastDimension, bool Features)
{
    private const int MaxFunctions = 4;
    private const int MaxTables = 1_000;

    /// <summary>Greatest dimension: ranks of coordinates of either sign fit 16 bits.</summary>
    private const int MaxDimension = 1 << 15;
    private const int KeyBits = 32;
    private const int LongRow = 512;
    private const int ShortRow = 256;

    /// <summary>What is wrong with it; null if nothing.</summary>
    public string? Fault =>
        Tables is < 1 or > MaxTables || Functions is < 1 or > MaxFunctions ? "there are no such numbers of tables and functions"
        : !IsPower(Dimension) || Dimension is < Hadamard.Least or > MaxDimension ? $"{Dimension} floats are not rotated"
        : !IsPower(LastDimension) || LastDimension > Dimension ? $"the last dimension is {LastDimension}, no power of two up to {Dimension}"
        : Bits > KeyBits ? $"hashes of {Bits} bits are longer than {KeyBits}; take fewer functions"
        : null;

    private int Bits => ((Functions - 1) * BitsOf(Dimension)) + BitsOf(LastDimension);

    /// <summary>Chooses what the options leave open.</summary>
    /// <exception cref="ArgumentException">The options do not go together.</exception>
    public static HashShape For(RowMatrix rows, LshOptions options)
    {
        int wanted = options.FeatureDimension > 0 ? options.FeatureDimension : rows.Dimension <= LongRow ? rows.Dimension : ShortRow;
        bool features = wanted < rows.Dimension;
        int dimension = Math.Max(Hadamard.Least, (int)BitOperations.RoundUpToPowerOf2((uint)Math.Min(wanted, rows.Dimension)));
        int last = options.LastDimension;
        if (last == 0)
        {
            int bits = (int)Math.Round(Math.Log2(rows.Count)) - ((options.HashFunctions - 1) * BitsOf(dimension));
            last = 1 << Math.Clamp(bits - 1, 0, BitOperations.Log2((uint)dimension));
        }

        var shape = new HashShape(options.Tables, options.HashFunctions, dimension, last, features);
        return shape.Fault is { } fault ? throw new ArgumentException($"The options do not go together: {fault}.", nameof(options)) : shape;
    }

    /// <summary>Coordinates that a function of a table looks at.</summary>
    public int DimensionOf(int function) => function == Functions - 1 ? LastDimension : Dimension;

    /// <summary>A vertex of the cross-polytope is an axis and a sign.</summary>
    private static int BitsOf(int dimension) => BitOperations.Log2((uint)dimension) + 1;

    private static bool IsPower(int value) => value > 0 && BitOperations.IsPow2(value);
}
