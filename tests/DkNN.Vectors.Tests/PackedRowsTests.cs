using CsCheck;

namespace DkNN.Vectors.Tests;

public sealed class PackedRowsTests
{
    private static readonly Gen<float[][]> Rows =
        Gen.Int[1, 40].SelectMany(dimension => Gen.Float[-3, 3].Array[dimension].Array[1, 20]);

    [Theory]
    [InlineData(RowFormat.Float32)]
    [InlineData(RowFormat.Float16)]
    [InlineData(RowFormat.Int8)]
    public void Rows_come_back_as_near_as_their_format_allows(RowFormat format) => Rows.Sample(values =>
    {
        using var folder = new TemporaryFolder();
        using var rows = RowMatrix.Copy([.. values.SelectMany(row => row)], values[0].Length);
        RowFile.Pack(folder["rows"], rows, format);
        RowFile.Verify(folder["rows"]);
        using var read = RowFile.Open(folder["rows"]);
        Assert.Equal((rows.Count, rows.Dimension), (read.Count, read.Dimension));
        for (int column = 0; column < rows.Dimension; column++)
        {
            float greatest = values.Max(row => Math.Abs(row[column]));
            for (int row = 0; row < rows.Count; row++)
            {
                float value = values[row][column];
                float step = format switch
                {
                    RowFormat.Float32 => 0,
                    // Half of the last of 11 significant bits; numbers below 2^-14 have fewer.
                    RowFormat.Float16 => Math.Max(Math.Abs(value), 6.2e-5f) / 2048,
                    // Half a step of 127, and the roundings of the scale, which is a normal number.
                    _ => Math.Max(greatest * (0.5f / 127 + 1e-6f), 1e-35f),
                };
                Assert.InRange(Math.Abs(read.Row(row)[column] - value), 0, step);
            }
        }
    }, iter: 200);

    [Fact]
    public void Eight_bits_take_a_quarter_of_the_bytes()
    {
        using var folder = new TemporaryFolder();
        using var rows = RowMatrix.Allocate(1_000, 64);
        foreach (var format in Enum.GetValues<RowFormat>()) RowFile.Pack(folder[$"{format}"], rows, format);
        Assert.InRange(new FileInfo(folder["Int8"]).Length, 64_000, 70_000);
        Assert.InRange(new FileInfo(folder["Float16"]).Length, 128_000, 134_000);
        Assert.InRange(new FileInfo(folder["Float32"]).Length, 256_000, 262_000);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.MaxValue)]
    public void Rows_that_are_no_numbers_are_not_packed_into_ordinary_ones(float value)
    {
        using var folder = new TemporaryFolder();
        using var rows = RowMatrix.Copy([1, 2, 3, value], 2);
        foreach (var format in new[] { RowFormat.Float16, RowFormat.Int8 })
        {
            string told = Assert.Throws<ArgumentException>(() => RowFile.Pack(folder["rows"], rows, format)).Message;
            Assert.Contains("Row 1 ", told, StringComparison.Ordinal);
            Assert.False(File.Exists(folder["rows"]));
        }
    }

    [Fact]
    public void Rows_that_are_unpacked_have_one_checksum()
    {
        using var folder = new TemporaryFolder();
        using var rows = RowMatrix.Copy([.. Enumerable.Range(0, 300).Select(value => MathF.Sin(value))], 30);
        RowFile.Pack(folder["rows"], rows, RowFormat.Int8);
        using RowMatrix one = RowFile.Open(folder["rows"]), other = RowFile.Open(folder["rows"]);
        Assert.Equal(one.Checksum(), other.Checksum());
    }

    [Fact]
    public void A_damaged_file_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var rows = RowMatrix.Copy([.. Enumerable.Range(0, 300).Select(value => MathF.Sin(value))], 30);
        RowFile.Pack(folder["rows"], rows, RowFormat.Int8);
        byte[] whole = File.ReadAllBytes(folder["rows"]);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Int[1, 255]).Sample((at, change) =>
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= (byte)change;
            using var place = new TemporaryFolder();
            File.WriteAllBytes(place["rows"], damaged);
            try
            {
                // What no checksum covers is padding.
                using var read = RowFile.Open(place["rows"]);
                using var as_written = RowFile.Open(folder["rows"]);
                Assert.Equal(as_written.Checksum(), read.Checksum());
            }
            catch (InvalidDataException)
            {
            }
        }, iter: 200, threads: 1);
    }
}
