using System.Numerics.Tensors;

namespace DkNN.Vectors.Tests;

public sealed unsafe class RowCodesTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(200)]
    public void Distances_of_codes_follow_those_of_rows(int dimension)
    {
        using var rows = Rows.Random(1, 100, dimension);
        var codes = RowCodes.Fit(rows);
        Assert.NotNull(codes);
        codes.Append(rows, 0, workers: 2);
        // Rounding moves each value by half a step at most, so each distance by one step for every value, in the root of the sum.
        double most = codes.Step * Math.Sqrt(dimension);
        for (int other = 1; other < rows.Count; other++)
        {
            float squared = CodeDistance.Squared(
                codes.Values.Pointer, codes.Values.Pointer + ((nint)other * codes.Bytes), codes.Bytes);
            double expected = TensorPrimitives.Distance(rows.Row(0), rows.Row(other));
            Assert.InRange(codes.Step * Math.Sqrt(squared), expected - most, expected + most);
        }
    }

    [Fact]
    public void Codes_come_back_from_a_file()
    {
        using var folder = new TemporaryFolder();
        using var rows = Rows.Random(1, 40, 10);
        var codes = RowCodes.Fit(rows)!;
        codes.Append(rows, 0, workers: 1);
        using (var writer = SectionFileWriter.Create(folder["file"], "test"))
        {
            RowCodes.Write(codes, rows.Count, writer);
            writer.Complete();
        }

        using var file = SectionFile.Open(folder["file"], "test");
        var mapped = RowCodes.Map(file, rows.Dimension, rows.Count);
        Assert.NotNull(mapped);
        Assert.Equal(codes.Scale, mapped.Scale);
        Assert.Equal(codes.Values.Values[..(rows.Count * codes.Bytes)], mapped.Values.Values);
        Assert.Throws<InvalidDataException>(() => RowCodes.Map(file, rows.Dimension + 1, rows.Count));
        Assert.Throws<InvalidDataException>(() => RowCodes.Map(file, rows.Dimension, rows.Count + 1));
    }

    [Fact]
    public void Rows_that_codes_cannot_tell_apart_get_none()
    {
        using var rows = RowMatrix.Allocate(50, 4);
        Assert.Null(RowCodes.Fit(rows));
        rows.MutableRow(0)[0] = 1e9f;
        for (int row = 1; row < rows.Count; row++) rows.MutableRow(row)[1] = row;
        Assert.Null(RowCodes.Fit(rows));
    }
}
