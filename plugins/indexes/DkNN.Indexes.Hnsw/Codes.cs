using System.Numerics.Tensors;
using DkNN.Vectors;

namespace DkNN.Indexes.Hnsw;

/// <summary>
/// Rows in 8 bits a float: steps above the least value of each column, all steps of one size, so that distances between codes follow those
/// between rows. A walk over codes reads a quarter of the memory; what it finds is measured exactly afterwards.
/// </summary>
internal sealed unsafe class Codes
{
    private const int Steps = 255;

    /// <summary>Rows by which the codes are judged, and rows compared with each.</summary>
    private const int Judges = 128;
    private const int Compared = 2_048;

    /// <summary>A step longer than this share of the way to a near row would blur which rows are near.</summary>
    private const float CoarsestStep = 0.2f;

    private readonly float[] _least;
    private readonly float _step;

    /// <summary>Takes codes.</summary>
    /// <param name="scale">The least value of each column, and the step.</param>
    /// <param name="values">The codes.</param>
    public Codes(ReadOnlySpan<float> scale, PinnedArray<byte> values)
    {
        _least = scale[..^1].ToArray();
        _step = scale[^1];
        Values = values;
        Bytes = BytesFor(_least.Length);
    }

    /// <summary>Size of a code, a multiple of 64.</summary>
    public int Bytes { get; }

    public PinnedArray<byte> Values { get; }

    /// <summary>The codes, to be walked over.</summary>
    public VectorSpace Space => new(Values.Pointer, int.MaxValue, null, Bytes);

    public float[] Scale => [.. _least, _step];

    /// <summary>Size of the code of a row.</summary>
    public static int BytesFor(int dimension) => (dimension + RowMatrix.Alignment - 1) / RowMatrix.Alignment * RowMatrix.Alignment;

    /// <summary>Fits codes to rows; null where they would be too coarse or too long.</summary>
    public static Codes? Fit(RowMatrix rows)
    {
        if (rows.Count == 0 || BytesFor(rows.Dimension) > CodeDistance.MaxBytes) return null;
        float[] least = rows.Row(0).ToArray(), most = rows.Row(0).ToArray();
        for (int row = 1; row < rows.Count; row++)
        {
            TensorPrimitives.Min(rows.Row(row), least, least);
            TensorPrimitives.Max(rows.Row(row), most, most);
        }

        float range = 0;
        for (int column = 0; column < least.Length; column++) range = Math.Max(range, most[column] - least[column]);
        float step = range / Steps;
        if (!float.IsNormal(step) || step > CoarsestStep * NearDistance(rows)) return null;
        return new Codes([.. least, step], new PinnedArray<byte>(0));
    }

    /// <summary>Makes room for codes, and fills it.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="first">Position of the first one's code.</param>
    /// <param name="workers">Threads.</param>
    public void Append(RowMatrix rows, int first, int workers)
    {
        Values.Grow((long)(first + rows.Count) * Bytes);
        var options = new ParallelOptions { MaxDegreeOfParallelism = workers };
        Parallel.For(0, rows.Count, options, row => Encode(rows.Row(row), Values.Pointer + ((nint)(first + row) * Bytes)));
    }

    /// <summary>Writes a row's code; values out of range take the nearest.</summary>
    public void Encode(ReadOnlySpan<float> row, byte* code)
    {
        float perStep = 1 / _step;
        for (int column = 0; column < row.Length; column++)
        {
            code[column] = (byte)Math.Clamp(((row[column] - _least[column]) * perStep) + 0.5f, 0, Steps);
        }

        new Span<byte>(code + row.Length, Bytes - row.Length).Clear();
    }

    /// <summary>The median way from some rows to the nearest of some others that differ.</summary>
    private static float NearDistance(RowMatrix rows)
    {
        int judges = Math.Min(Judges, rows.Count), compared = Math.Min(Compared, rows.Count);
        float[] nearest = new float[judges];
        for (int i = 0; i < judges; i++)
        {
            float* judge = rows.Pointer + ((nint)((long)i * rows.Count / judges) * rows.Stride);
            nearest[i] = float.MaxValue;
            for (int j = 0; j < compared; j++)
            {
                float* other = rows.Pointer + ((nint)((long)j * rows.Count / compared) * rows.Stride);
                float squared = FastDistance.Squared(judge, other, rows.Stride);
                if (squared > 0) nearest[i] = Math.Min(nearest[i], squared);
            }
        }

        Array.Sort(nearest);
        return MathF.Sqrt(nearest[judges / 2]);
    }
}
