using System.Numerics.Tensors;

namespace DkNN.Vectors;

/// <summary>
/// Rows in 8 bits a float: steps above the least value of each column, all steps of one size, so that distances between codes follow those
/// between rows. A walk over codes reads a quarter of the memory; what it finds is measured exactly afterwards.
/// </summary>
public sealed unsafe class RowCodes
{
    /// <summary>Steps that a query may lie below or above all codes.</summary>
    public const int Reach = 1_024;

    /// <summary>Longest code whose squared distances from queries stay below 2³¹.</summary>
    public const int MaxWideBytes = 1_024;

    private const int Steps = 255;
    private const string ScaleSection = "code-scale";
    private const string CodeSection = "codes";

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
    public RowCodes(ReadOnlySpan<float> scale, PinnedArray<byte> values)
    {
        _least = scale[..^1].ToArray();
        _step = scale[^1];
        Values = values;
        Bytes = BytesFor(_least.Length);
    }

    /// <summary>Size of a code in bytes, a multiple of 64; those beyond the row's floats are zero.</summary>
    public int Bytes { get; }

    /// <summary>The codes, each of <see cref="Bytes"/> bytes.</summary>
    public PinnedArray<byte> Values { get; }

    /// <summary>Size of a step: a distance between codes times this is about that between the rows.</summary>
    public float Step => _step;

    /// <summary>
    /// Bound on the distance of a row, one of those fitted to, from what its code stands for: half a step a float, and a little for the
    /// rounding of the steps themselves.
    /// </summary>
    public double RowError => 0.501 * _step * Math.Sqrt(_least.Length);

    /// <summary>The least value of each column, and the step, as the constructor takes them.</summary>
    public float[] Scale => [.. _least, _step];

    /// <summary>Size of the code of a row in bytes.</summary>
    /// <param name="dimension">Floats of the row.</param>
    public static int BytesFor(int dimension) => (dimension + RowMatrix.Alignment - 1) / RowMatrix.Alignment * RowMatrix.Alignment;

    /// <summary>Fits codes to rows, and holds none yet.</summary>
    /// <param name="rows">The rows, all finite.</param>
    /// <returns>Null where codes would be too coarse to tell near rows apart, or too long.</returns>
    public static RowCodes? Fit(RowMatrix rows)
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
        return new RowCodes([.. least, step], new PinnedArray<byte>(0));
    }

    /// <summary>Takes codes from a file, where they stand.</summary>
    /// <param name="file">The file, open as long as the codes.</param>
    /// <param name="dimension">Floats of a row.</param>
    /// <param name="count">Number of rows.</param>
    /// <returns>Null where none were saved.</returns>
    /// <exception cref="InvalidDataException">They do not fit the rows.</exception>
    public static RowCodes? Map(SectionFile file, int dimension, int count) => Map(file, "", dimension, count);

    /// <summary>Takes codes from a file that may hold others, where they stand.</summary>
    /// <param name="file">The file, open as long as the codes.</param>
    /// <param name="prefix">What their sections' names begin with.</param>
    /// <param name="dimension">Floats of a row.</param>
    /// <param name="count">Number of rows.</param>
    /// <returns>Null where none were saved.</returns>
    /// <exception cref="InvalidDataException">They do not fit the rows.</exception>
    public static RowCodes? Map(SectionFile file, string prefix, int dimension, int count)
    {
        ArgumentNullException.ThrowIfNull(file);
        var scale = file.Section<float>(prefix + ScaleSection);
        if (scale.Length == 0) return null;
        var values = new PinnedArray<byte>(file.Section<byte>(prefix + CodeSection));
        int bytes = BytesFor(dimension);
        bool isWhole = scale.Length == dimension + 1 && scale[^1] > 0 && bytes <= CodeDistance.MaxBytes;
        file.Require(isWhole && values.Length == (long)count * bytes, "its rows' codes are missing");
        return new RowCodes(scale, values);
    }

    /// <summary>Adds codes to a file.</summary>
    /// <param name="codes">The codes; null where there are none.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="file">The file.</param>
    public static void Write(RowCodes? codes, int count, SectionFileWriter file) => Write(codes, count, file, "");

    /// <summary>Adds codes to a file that may hold others.</summary>
    /// <param name="codes">The codes; null where there are none.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="file">The file.</param>
    /// <param name="prefix">What their sections' names begin with.</param>
    public static void Write(RowCodes? codes, int count, SectionFileWriter file, string prefix)
    {
        ArgumentNullException.ThrowIfNull(file);
        file.Add<float>(prefix + ScaleSection, codes?.Scale);
        if (codes is null) file.Add<byte>(prefix + CodeSection, []);
        else file.Add(prefix + CodeSection, codes.Values.Values[..checked(count * codes.Bytes)]);
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
    /// <param name="row">The row.</param>
    /// <param name="code">Takes <see cref="Bytes"/> bytes.</param>
    public void Encode(ReadOnlySpan<float> row, byte* code)
    {
        float perStep = 1 / _step;
        for (int column = 0; column < row.Length; column++)
        {
            code[column] = (byte)Math.Clamp(((row[column] - _least[column]) * perStep) + 0.5f, 0, Steps);
        }

        new Span<byte>(code + row.Length, Bytes - row.Length).Clear();
    }

    /// <summary>Writes a query's steps, which may go <see cref="Reach"/> beyond those of the codes.</summary>
    /// <param name="query">The query.</param>
    /// <param name="steps">Takes <see cref="Bytes"/> steps.</param>
    /// <returns>The distance of the query from what its steps stand for, but for rounding.</returns>
    public double Encode(ReadOnlySpan<float> query, Span<short> steps)
    {
        double error = 0;
        for (int column = 0; column < query.Length; column++)
        {
            double wanted = ((double)query[column] - _least[column]) / _step;
            double taken = Math.Round(Math.Clamp(wanted, -Reach, Steps + Reach));
            error += (wanted - taken) * (wanted - taken);
            steps[column] = (short)taken;
        }

        steps[query.Length..].Clear();
        return _step * Math.Sqrt(error);
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
