using System.Numerics.Tensors;
using DkNN.Vectors;

namespace DkNN.Model;

/// <summary>
/// The space in which a layer's neighbours are sought: rows scaled to unit length, less the mean of the scaled training rows. A row of
/// zeros has no direction and is left unscaled. Training rows and queries go through the same object, so that they cannot differ.
/// </summary>
public sealed class ActivationSpace
{
    // Between these lengths the squares of a row keep single precision's full accuracy.
    private const float SmallestLength = 1e-15f;
    private const float LargestLength = 1e15f;

    private const int RowsAtATime = 16;

    private readonly float[] _mean;

    private ActivationSpace(float[] mean) => _mean = mean;

    private delegate void RowAction(Span<float> row);

    /// <summary>Number of neurons of the layer.</summary>
    public int Dimension => _mean.Length;

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static ActivationSpace Load(string path)
    {
        using var rows = RowFile.Open(path);
        if (rows.Count != 1)
        {
            throw new InvalidDataException($"'{path}' holds {rows.Count} rows, but a mean is one. Delete it, so that it is made again.");
        }
        return new ActivationSpace(rows.Row(0).ToArray());
    }

    /// <summary>Writes the mean, as a file of one row.</summary>
    /// <param name="path">A new file.</param>
    public void Save(string path)
    {
        using var writer = RowFileWriter.Create(path, Dimension);
        writer.Append(_mean);
        writer.Complete();
    }

    /// <summary>Brings activations into the space.</summary>
    /// <param name="activations">rows × <see cref="Dimension"/> floats, row after row.</param>
    /// <param name="destination">As many rows, of the same dimension.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public void Project(ReadOnlySpan<float> activations, RowMatrix destination)
    {
        Scale(activations, destination, Dimension);
        Center(destination);
    }

    /// <summary>Brings rows that were scaled already into the space.</summary>
    /// <param name="scaled">Rows of <see cref="Dimension"/> floats; changed in place.</param>
    public void Center(RowMatrix scaled)
    {
        ArgumentNullException.ThrowIfNull(scaled);
        ForEachRow(scaled, target => TensorPrimitives.Subtract(target, _mean, target));
    }

    private static void Scale(ReadOnlySpan<float> activations, RowMatrix destination, int dimension)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (destination.Dimension != dimension || activations.Length != destination.Count * dimension)
        {
            throw new ArgumentException(
                $"{activations.Length} activations are not {destination.Count} rows of {dimension} neurons.", nameof(activations));
        }
        for (int row = 0; row < destination.Count; row++)
        {
            activations.Slice(row * dimension, dimension).CopyTo(destination.MutableRow(row));
        }

        ForEachRow(destination, ScaleToUnitLength);
    }

    /// <summary>
    /// Over the cores that searches share; few rows on this thread alone, which need not wait then for one of the pool's, whose threads
    /// may all be waiting callers.
    /// </summary>
    private static void ForEachRow(RowMatrix rows, RowAction change) => SharedCores.For(rows.Count, RowsAtATime, (from, to) =>
    {
        for (int row = from; row < to; row++) change(rows.MutableRow(row));
    });

    private static void ScaleToUnitLength(Span<float> row)
    {
        float length = TensorPrimitives.Norm(row);
        if (length is > SmallestLength and < LargestLength)
        {
            TensorPrimitives.Divide(row, length, row);
            return;
        }
        float largest = Math.Abs(TensorPrimitives.MaxMagnitude(row));
        if (largest == 0) return;
        // The squares under- or overflow single precision: bring the largest value to 1 first.
        TensorPrimitives.Divide(row, largest, row);
        TensorPrimitives.Divide(row, TensorPrimitives.Norm(row), row);
    }

    /// <summary>Takes the mean of the scaled training rows, batch by batch.</summary>
    /// <param name="dimension">Number of neurons of the layer.</param>
    public sealed class Builder(int dimension)
    {
        /// <summary>Columns that a thread sums at once: row after row, so that sums do not depend on the number of threads.</summary>
        private const int Columns = 1_024;

        private readonly double[] _sum = new double[dimension];
        private long _count;

        /// <summary>Adds training rows.</summary>
        /// <param name="activations">A whole number of rows, row after row.</param>
        /// <param name="scaled">Takes the rows, scaled; <see cref="Center"/> brings them into the space once it is built.</param>
        /// <exception cref="ArgumentException">The sizes differ.</exception>
        public void Add(ReadOnlySpan<float> activations, RowMatrix scaled)
        {
            Scale(activations, scaled, dimension);
            Parallel.For(0, (dimension + Columns - 1) / Columns, SharedCores.Options(), block =>
            {
                int from = block * Columns, count = Math.Min(Columns, dimension - from);
                Span<double> wide = stackalloc double[count];
                var sum = _sum.AsSpan(from, count);
                for (int row = 0; row < scaled.Count; row++)
                {
                    TensorPrimitives.ConvertTruncating<float, double>(scaled.Row(row).Slice(from, count), wide);
                    TensorPrimitives.Add(sum, wide, sum);
                }
            });
            _count += scaled.Count;
        }

        /// <summary>The space, once every training row was added.</summary>
        public ActivationSpace Build() => new([.. _sum.Select(sum => (float)(sum / Math.Max(1, _count)))]);
    }
}
