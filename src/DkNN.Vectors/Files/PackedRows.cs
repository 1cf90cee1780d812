using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace DkNN.Vectors;

/// <summary>
/// Rows on disk in half precision or 8 bits, as a section file: small enough to be read whole, so that what is searched are float32 rows
/// in memory. The format is described in docs/file-formats.md.
/// </summary>
internal static class PackedRows
{
    private const string Kind = "rows/packed/1";
    private const string ShapeSection = "shape";
    private const string ScaleSection = "scales";
    private const string ValueSection = "values";

    /// <summary>Whether a file holds packed rows rather than float32 ones.</summary>
    public static bool IsOne(string path) => SectionFile.IsOne(path);

    /// <exception cref="ArgumentException">The rows take 2 GiB or more, or are no numbers or too large.</exception>
    public static void Write(string path, RowMatrix rows, RowFormat format)
    {
        // Few bits would make ordinary values of them.
        if (FiniteRows.FindLong(rows, FiniteRows.MaxSquaredNorm) is { } bad)
        {
            throw new ArgumentException($"Row {bad} is no numbers or too large.", nameof(rows));
        }
        int size = format == RowFormat.Int8 ? sizeof(sbyte) : 2;
        if ((long)rows.Count * rows.Dimension * size > Array.MaxLength)
        {
            throw new ArgumentException(
                $"{rows.Count} rows of {rows.Dimension} floats are too many to be kept in {size * 8} bits; keep them as float32.", nameof(rows));
        }
        float[] scales = format == RowFormat.Int8 ? Scales(rows) : [];
        byte[] values = new byte[rows.Count * rows.Dimension * size];
        int bytes = rows.Dimension * size;
        SharedCores.For(rows.Count, 256, (first, end) =>
        {
            float[] scaled = new float[rows.Dimension];
            for (int row = first; row < end; row++)
            {
                var target = values.AsSpan(row * bytes, bytes);
                if (format == RowFormat.Float16)
                {
                    TensorPrimitives.ConvertToHalf(rows.Row(row), MemoryMarshal.Cast<byte, Half>(target));
                    continue;
                }
                TensorPrimitives.Divide(rows.Row(row), scales, scaled);
                var codes = MemoryMarshal.Cast<byte, sbyte>(target);
                for (int i = 0; i < codes.Length; i++) codes[i] = (sbyte)Math.Clamp(MathF.Round(scaled[i]), -sbyte.MaxValue, sbyte.MaxValue);
            }
        });
        using var file = SectionFileWriter.Create(path, Kind);
        file.Add<int>(ShapeSection, [rows.Count, rows.Dimension, size]);
        file.Add<float>(ScaleSection, scales);
        file.Add<byte>(ValueSection, values);
        file.Complete();
    }

    /// <exception cref="InvalidDataException">The file is damaged, or of another kind.</exception>
    public static unsafe RowMatrix Read(string path)
    {
        using var file = SectionFile.Open(path, Kind);
        var shape = file.Section<int>(ShapeSection);
        file.Require(shape is [>= 0, >= 1 and <= int.MaxValue - RowMatrix.Alignment, 1 or 2], "it has no shape");
        int count = shape[0], dimension = shape[1], size = shape[2];
        var values = file.Section<byte>(ValueSection);
        file.Require(values.Length == (long)count * dimension * size, $"{count} rows of {dimension} floats do not fill it");
        var scales = file.Section<float>(ScaleSection);
        file.Require(scales.Length == (size == 1 ? dimension : 0), "it has another number of scales");
        var rows = RowMatrix.Allocate(count, dimension);
        fixed (byte* start = values)
        fixed (float* firstScale = scales)
        {
            var (at, scale) = ((nint)start, (nint)firstScale);
            SharedCores.For(count, 256, (first, end) =>
            {
                for (int row = first; row < end; row++)
                {
                    byte* source = (byte*)at + ((nint)row * dimension * size);
                    var target = rows.MutableRow(row);
                    if (size == 2)
                    {
                        TensorPrimitives.ConvertToSingle(new ReadOnlySpan<Half>(source, dimension), target);
                        continue;
                    }
                    TensorPrimitives.ConvertTruncating<sbyte, float>(new ReadOnlySpan<sbyte>(source, dimension), target);
                    TensorPrimitives.Multiply(target, new ReadOnlySpan<float>((float*)scale, dimension), target);
                }
            });
        }
        return rows;
    }

    /// <summary>What a code of 1 is worth in every coordinate; 1 where all rows have 0 there, or next to it, so that all are kept as 0.</summary>
    private static float[] Scales(RowMatrix rows)
    {
        float[] greatest = new float[rows.Dimension];
        for (int row = 0; row < rows.Count; row++)
        {
            TensorPrimitives.MaxMagnitude(greatest, rows.Row(row), greatest);
        }
        return [.. greatest.Select(value => Math.Abs(value) / sbyte.MaxValue).Select(scale => float.IsNormal(scale) ? scale : 1)];
    }
}
