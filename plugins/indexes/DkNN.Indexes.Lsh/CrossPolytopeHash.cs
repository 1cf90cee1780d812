using System.Numerics.Tensors;
using DkNN.Vectors;

namespace DkNN.Indexes.Lsh;

/// <summary>
/// Hash functions of directions: the vertex of a randomly rotated cross-polytope that is nearest, which is the largest coordinate and its
/// sign. A rotation is three rounds of random signs and a Hadamard transform, which costs n log n and does as well as one drawn from all.
/// </summary>
/// <param name="shape">Size of the hashes.</param>
/// <param name="signs">±1 for every function, round and coordinate.</param>
/// <param name="features">
/// Where each float of a row is added to (Weinberger et al., "Feature hashing for large scale multitask learning", ICML 2009); as a
/// complement where it is taken away. Empty where rows are taken as they are.
/// </param>
internal sealed unsafe class CrossPolytopeHash(HashShape shape, PinnedArray<float> signs, PinnedArray<int> features)
{
    private const int Rounds = 3;
    private const string ShapeSection = "shape";
    private const string SignSection = "signs";
    private const string FeatureSection = "features";

    public HashShape Shape => shape;

    public long Bytes => signs.Bytes + features.Bytes;

    /// <summary>Draws functions.</summary>
    /// <param name="shape">Size of the hashes.</param>
    /// <param name="dimension">Floats of a row.</param>
    /// <param name="seed">Seed of the functions.</param>
    public static CrossPolytopeHash Draw(HashShape shape, int dimension, int seed)
    {
        var random = new Random(seed);
        var signs = new PinnedArray<float>(SignsOf(shape));
        foreach (ref float sign in signs.Own) sign = random.Next(2) == 0 ? 1 : -1;
        var features = new PinnedArray<int>(shape.Features ? dimension : 0);
        foreach (ref int feature in features.Own)
        {
            int place = random.Next(shape.Dimension);
            feature = random.Next(2) == 0 ? place : ~place;
        }

        return new CrossPolytopeHash(shape, signs, features);
    }

    /// <summary>Takes the functions of a file where they stand.</summary>
    /// <param name="file">The file, open as long as the functions.</param>
    /// <param name="dimension">Floats of a row.</param>
    /// <exception cref="InvalidDataException">They are none.</exception>
    public static CrossPolytopeHash Map(SectionFile file, int dimension)
    {
        var numbers = file.Section<int>(ShapeSection);
        file.Require(numbers.Length == 5, "it does not tell the size of its hashes");
        var shape = new HashShape(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4] != 0);
        file.Require(shape.Fault is null, shape.Fault);
        file.Require(shape.Features || shape.Dimension >= dimension, $"{shape.Dimension} floats do not hold a row of {dimension}");

        var signs = new PinnedArray<float>(file.Section<float>(SignSection));
        file.Require(signs.Length == SignsOf(shape), "its rotations are none");
        var features = new PinnedArray<int>(file.Section<int>(FeatureSection));
        file.Require(features.Length == (shape.Features ? dimension : 0), $"it does not reduce rows of {dimension} floats");
        int last = shape.Dimension - 1;
        file.Check(() => signs.Values.ContainsAnyExcept(1f, -1f) ? "its rotations are none"
            : features.Values.ContainsAnyExceptInRange(~last, last) ? "it reduces rows to places that there are not"
            : null);
        return new CrossPolytopeHash(shape, signs, features);
    }

    public void Write(SectionFileWriter file)
    {
        file.Add<int>(
            ShapeSection, [shape.Tables, shape.Functions, shape.Dimension, shape.LastDimension, shape.Features ? 1 : 0]);
        file.Add(SignSection, signs.Values);
        file.Add(FeatureSection, features.Values);
    }

    /// <summary>Reduces a row to its direction.</summary>
    /// <param name="row">The row.</param>
    /// <param name="direction">Takes as many floats as are rotated: of length 1, or zero if the row is.</param>
    public void Reduce(ReadOnlySpan<float> row, Span<float> direction)
    {
        direction.Clear();
        if (features.Length == 0)
        {
            row.CopyTo(direction);
        }
        else
        {
            var places = features.Values;
            for (int i = 0; i < row.Length; i++)
            {
                int place = places[i];
                if (place >= 0) direction[place] += row[i];
                else direction[~place] -= row[i];
            }
        }

        float largest = TensorPrimitives.MaxMagnitude<float>(direction);
        if (largest == 0) return;
        // In two steps, so that no square underflows.
        TensorPrimitives.Divide(direction, Math.Abs(largest), direction);
        TensorPrimitives.Divide(direction, TensorPrimitives.Norm<float>(direction), direction);
    }

    /// <summary>Rotates a direction.</summary>
    /// <param name="function">Number of the function, over all tables.</param>
    /// <param name="direction">The direction.</param>
    /// <param name="rotated">Takes as many floats, all of them longer by one factor.</param>
    public void Rotate(int function, ReadOnlySpan<float> direction, Span<float> rotated)
    {
        int start = function * Rounds * shape.Dimension;
        TensorPrimitives.Multiply(direction, signs.Values.Slice(start, shape.Dimension), rotated);
        fixed (float* values = rotated)
        {
            Hadamard.Transform(values, shape.Dimension);
            for (int round = 1; round < Rounds; round++)
            {
                TensorPrimitives.Multiply(rotated, signs.Values.Slice(start + (round * shape.Dimension), shape.Dimension), rotated);
                Hadamard.Transform(values, shape.Dimension);
            }
        }
    }

    /// <summary>The key of a direction in a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="direction">The direction.</param>
    /// <param name="rotated">Room for as many floats.</param>
    public uint KeyOf(int table, ReadOnlySpan<float> direction, Span<float> rotated)
    {
        uint key = 0;
        for (int function = 0; function < shape.Functions; function++)
        {
            Rotate((table * shape.Functions) + function, direction, rotated);
            // Not the largest magnitude, which would prefer the positive of two that are equal, and the probing the first.
            var coordinates = rotated[..shape.DimensionOf(function)];
            int high = TensorPrimitives.IndexOfMax<float>(coordinates), low = TensorPrimitives.IndexOfMin<float>(coordinates);
            float highest = coordinates[high], lowest = -coordinates[low];
            int axis = highest > lowest || (highest == lowest && high <= low) ? high : low;
            key = Append(key, function, axis, rotated[axis] < 0);
        }

        return key;
    }

    /// <summary>Appends a vertex to a key.</summary>
    public uint Append(uint key, int function, int axis, bool negative) =>
        (key * 2 * (uint)shape.DimensionOf(function)) + (2 * (uint)axis) + (negative ? 1u : 0);

    private static int SignsOf(HashShape shape) => checked(shape.Tables * shape.Functions * Rounds * shape.Dimension);
}
