using System.Numerics.Tensors;
using System.Text;
using DkNN.Core;
using DkNN.Vectors;

namespace DkNN.Model;

/// <summary>
/// The space in which a layer's neighbours are sought: the steps of a <see cref="SpaceChain"/>, fitted to the training rows. Training rows
/// and queries go through the same object, so that they cannot differ. Safe for concurrent use.
/// </summary>
public sealed class ActivationSpace : IDisposable
{
    private const string Kind = "space/2";
    private const string ChainSection = "chain";
    private const string MeanSection = "mean";
    private const string BasisSection = "basis";

    // Between these lengths the squares of a row keep single precision's full accuracy.
    private const float SmallestLength = 1e-15f;
    private const float LargestLength = 1e15f;

    private const int RowsAtATime = 16;

    /// <summary>Full rows that stand in memory while they are projected.</summary>
    private const int RowsToProject = 128;

    private readonly float[] _mean;
    private readonly Projection? _projection;
    private readonly IDisposable? _file;

    private ActivationSpace(SpaceChain chain, float[] mean, Projection? projection, IDisposable? file = null)
    {
        (Chain, _mean, _projection, _file) = (chain, mean, projection, file);
        Dimension = projection?.ReducedDimension ?? mean.Length;
    }

    /// <summary>The steps.</summary>
    public SpaceChain Chain { get; }

    /// <summary>Number of neurons of the layer.</summary>
    public int Neurons => _mean.Length;

    /// <summary>Floats of a row in the space.</summary>
    public int Dimension { get; }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static ActivationSpace Load(string path)
    {
        var file = SectionFile.Open(path, Kind);
        try
        {
            var chain = Parse(file);
            float[] mean = file.Section<float>(MeanSection).ToArray();
            file.Require(mean.Length > 0, "it has no mean");
            var projection = Projection.Map(file, BasisSection, mean.Length);
            file.Require(projection?.ReducedDimension == (chain.Projects(mean.Length) ? chain.Dimension(mean.Length) : null), "its basis is not that of its steps");
            return new ActivationSpace(chain, mean, projection, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes the space.</summary>
    /// <param name="path">A new file.</param>
    public void Save(string path)
    {
        using var file = SectionFileWriter.Create(path, Kind);
        file.Add<byte>(ChainSection, Encoding.ASCII.GetBytes(Chain.ToString()));
        file.Add<float>(MeanSection, _mean);
        Projection.Write(_projection, file, BasisSection);
        file.Complete();
    }

    /// <summary>Fits a whole space, a projection too, to rows that are a sample of the training rows.</summary>
    /// <param name="chain">The steps.</param>
    /// <param name="activations">The sample; changed in place.</param>
    /// <param name="seed">Seed of the projection's fit.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    public static ActivationSpace Fit(SpaceChain chain, RowMatrix activations, int seed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentNullException.ThrowIfNull(activations);
        var builder = new Builder(chain, activations.Dimension);
        builder.Add(activations);
        var space = builder.Build();
        if (!chain.Projects(activations.Dimension)) return space;
        space.Finish(activations);
        return new ActivationSpace(chain, space._mean, Projection.Fit(activations, chain.Projection!.Value.Components, seed, cancellationToken));
    }

    /// <summary>Brings activations into the space.</summary>
    /// <param name="activations">rows × <see cref="Neurons"/> floats, row after row.</param>
    /// <param name="destination">As many rows, of <see cref="Dimension"/>.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public void Project(ReadOnlySpan<float> activations, RowMatrix destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        RequireRows(activations, destination.Count, Neurons);
        if (destination.Dimension != Dimension)
        {
            throw new ArgumentException($"Room for rows of {destination.Dimension} floats given; the space has {Dimension}.", nameof(destination));
        }
        if (_projection is null)
        {
            Copy(activations, destination);
            Apply(Chain.Steps.AsSpan(), destination, _mean);
            return;
        }
        using var full = RowMatrix.Allocate(Math.Min(destination.Count, RowsToProject), Neurons);
        for (int start = 0; start < destination.Count; start += full.Count)
        {
            int count = Math.Min(full.Count, destination.Count - start);
            using var rows = full.Slice(0, count);
            using var projected = destination.Slice(start, count);
            Copy(activations.Slice(start * Neurons, count * Neurons), rows);
            Apply(Chain.Steps.AsSpan(), rows, _mean);
            _projection.Reduce(rows, projected);
            Weigh(projected);
        }
    }

    /// <summary>Brings rows that a <see cref="Builder"/> prepared into the space, but for a projection.</summary>
    /// <param name="prepared">Rows of <see cref="Neurons"/> floats; changed in place.</param>
    public void Finish(RowMatrix prepared)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        Apply(Chain.Steps.AsSpan()[StepsBeforeMean(Chain)..], prepared, _mean);
    }

    /// <summary>Frees what the space maps. No call may be under way.</summary>
    public void Dispose()
    {
        _projection?.Dispose();
        _file?.Dispose();
    }

    private static SpaceChain Parse(SectionFile file)
    {
        try
        {
            return SpaceChain.Parse(Encoding.ASCII.GetString(file.Section<byte>(ChainSection)));
        }
        catch (FormatException problem)
        {
            throw new InvalidDataException($"'{file.Path}' is of no space that this program knows: {problem.Message} Delete it, so that it is made again.", problem);
        }
    }

    private static int StepsBeforeMean(SpaceChain chain)
    {
        int mean = chain.Steps.IndexOf(SpaceStep.Center);
        return mean < 0 ? chain.Steps.Length : mean;
    }

    private static void RequireRows(ReadOnlySpan<float> activations, int rows, int neurons)
    {
        if (activations.Length == (long)rows * neurons) return;
        throw new ArgumentException($"{activations.Length} activations are not {rows} rows of {neurons} neurons.", nameof(activations));
    }

    private static void Copy(ReadOnlySpan<float> activations, RowMatrix destination)
    {
        int neurons = destination.Dimension;
        for (int row = 0; row < destination.Count; row++) activations.Slice(row * neurons, neurons).CopyTo(destination.MutableRow(row));
    }

    /// <summary>
    /// Every step that changes rows in place, over the cores that searches share; few rows on this thread alone, which need not wait then
    /// for one of the pool's, whose threads may all be waiting callers.
    /// </summary>
    private static void Apply(ReadOnlySpan<SpaceStep> steps, RowMatrix rows, float[] mean)
    {
        SpaceStepKind[] kinds = new SpaceStepKind[steps.Length];
        for (int step = 0; step < kinds.Length; step++) kinds[step] = steps[step].Kind;
        SharedCores.For(rows.Count, RowsAtATime, (from, to) =>
        {
            for (int row = from; row < to; row++)
            {
                var values = rows.MutableRow(row);
                foreach (var kind in kinds)
                {
                    if (kind == SpaceStepKind.Unit) ScaleToUnitLength(values);
                    else if (kind == SpaceStepKind.Center) TensorPrimitives.Subtract(values, mean, values);
                }
            }
        });
    }

    private void Weigh(RowMatrix projected)
    {
        float weight = (float)Chain.Projection!.Value.Residual;
        if (weight == 1) return;
        for (int row = 0; row < projected.Count; row++) projected.MutableRow(row)[^1] *= weight;
    }

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

    /// <summary>Takes the mean of all training rows, batch by batch, for a space that does not project.</summary>
    /// <param name="chain">The steps.</param>
    /// <param name="neurons">Number of neurons of the layer.</param>
    public sealed class Builder(SpaceChain chain, int neurons)
    {
        /// <summary>Columns that a thread sums at once: row after row, so that sums do not depend on the number of threads.</summary>
        private const int Columns = 1_024;

        private readonly double[] _sum = new double[neurons];
        private readonly int _before = StepsBeforeMean(chain);
        private long _count;

        /// <summary>Adds training rows.</summary>
        /// <param name="activations">A whole number of rows, row after row.</param>
        /// <param name="prepared">Takes the rows as they are before the mean; <see cref="Finish"/> brings them into the space once it is built.</param>
        /// <exception cref="ArgumentException">The sizes differ.</exception>
        public void Add(ReadOnlySpan<float> activations, RowMatrix prepared)
        {
            ArgumentNullException.ThrowIfNull(prepared);
            RequireRows(activations, prepared.Count, neurons);
            Copy(activations, prepared);
            Add(prepared);
        }

        /// <summary>Adds training rows where they stand.</summary>
        /// <param name="prepared">Activations; then the rows as they are before the mean.</param>
        internal void Add(RowMatrix prepared)
        {
            Apply(chain.Steps.AsSpan(0, _before), prepared, []);
            _count += prepared.Count;
            if (_before == chain.Steps.Length) return;
            Parallel.For(0, (neurons + Columns - 1) / Columns, SharedCores.Options(), block =>
            {
                int from = block * Columns, count = Math.Min(Columns, neurons - from);
                Span<double> wide = stackalloc double[count];
                var sum = _sum.AsSpan(from, count);
                for (int row = 0; row < prepared.Count; row++)
                {
                    TensorPrimitives.ConvertTruncating<float, double>(prepared.Row(row).Slice(from, count), wide);
                    TensorPrimitives.Add(sum, wide, sum);
                }
            });
        }

        /// <summary>The space, once every training row was added.</summary>
        public ActivationSpace Build() => new(chain, [.. _sum.Select(sum => (float)(sum / Math.Max(1, _count)))], projection: null);
    }
}
