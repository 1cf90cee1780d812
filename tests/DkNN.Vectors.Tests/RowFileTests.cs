using System.IO.Hashing;

namespace DkNN.Vectors.Tests;

public sealed class RowFileTests
{
    private const int Damaged = 3_000;
    private const int HeaderFields = 160;

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 1)]
    [InlineData(37, 16)]
    [InlineData(100, 129)]
    public void Rows_come_back_as_they_were_written(int count, int dimension)
    {
        using var folder = new TemporaryFolder();
        using var rows = Rows.Random(1, count, dimension);
        Write(folder["rows"], rows);
        RowFile.Verify(folder["rows"]);
        using var read = RowFile.Open(folder["rows"]);
        AssertEqual(rows, read);
    }

    [Fact]
    public unsafe void Mapped_rows_are_aligned_and_read_only()
    {
        using var folder = new TemporaryFolder();
        using var rows = Rows.Random(1, 9, 20);
        Write(folder["rows"], rows);
        using var read = RowFile.Open(folder["rows"]);
        Assert.Equal(0, (nint)read.Pointer % RowMatrix.Alignment);
        Assert.Throws<InvalidOperationException>(() => read.MutableRow(0)[0] = 1);
    }

    [Fact]
    public void Offsets_beyond_two_thousand_million_floats_are_right()
    {
        // A sparse file: only the header and the last row take room on disk.
        using var folder = new TemporaryFolder();
        const int Dimension = 1 << 20;
        const int Count = 2100;
        long bytes = 4096 + ((long)Count * Dimension * sizeof(float));
        using (var file = new FileStream(folder["rows"], FileMode.CreateNew))
        {
            file.Write(new RowFileHeader(Count, Dimension, Checksum: 0).ToPage());
            file.SetLength(bytes);
            file.Position = bytes - sizeof(float);
            file.Write(BitConverter.GetBytes(42f));
        }

        using var rows = RowFile.Open(folder["rows"]);
        Assert.Equal(42f, rows.Row(Count - 1)[^1]);
        Assert.Equal(0f, rows.Row(Count - 1)[0]);
        Assert.Equal(42f, rows.Slice(Count - 2, 2).Row(1)[^1]);
    }

    [Fact]
    public void A_file_appears_only_when_it_is_complete()
    {
        using var folder = new TemporaryFolder();
        using var rows = Rows.Random(1, 3, 4);
        Write(folder["rows"], rows);
        using (var writer = RowFileWriter.Create(folder["rows"], 4))
        {
            writer.Append([9, 9, 9, 9]);
            using var before = RowFile.Open(folder["rows"]);
            AssertEqual(rows, before);
        }

        Assert.Equal(["rows"], folder.FileNames());
        using var after = RowFile.Open(folder["rows"]);
        AssertEqual(rows, after);
    }

    [Fact]
    public void A_writer_refuses_rows_of_another_dimension_and_rows_after_the_end()
    {
        using var folder = new TemporaryFolder();
        using var writer = RowFileWriter.Create(folder["rows"], 4);
        using var others = RowMatrix.Allocate(2, 5);
        Assert.Throws<ArgumentException>(() => writer.Append([1, 2, 3]));
        Assert.Throws<ArgumentException>(() => writer.Append(others));
        writer.Complete();
        Assert.Throws<InvalidOperationException>(() => writer.Append([1, 2, 3, 4]));
        Assert.Throws<InvalidOperationException>(writer.Complete);
    }

    [Fact]
    public void A_damaged_file_is_refused_or_its_rows_are_right()
    {
        using var folder = new TemporaryFolder();
        using var rows = Rows.Random(1, 21, 33);
        Write(folder["whole"], rows);
        byte[] whole = File.ReadAllBytes(folder["whole"]);
        var random = new Random(5);
        for (int i = 0; i < Damaged; i++)
        {
            byte[] damaged = FileDamage.Of(whole, HeaderFields, random);
            File.WriteAllBytes(folder["damaged"], damaged);
            bool intact = damaged.AsSpan().SequenceEqual(whole);
            bool verified = true;
            try
            {
                RowFile.Verify(folder["damaged"]);
            }
            catch (InvalidDataException error)
            {
                verified = false;
                Assert.Contains(folder["damaged"], error.Message, StringComparison.Ordinal);
            }

            Assert.Equal(intact, verified);
            try
            {
                using var read = RowFile.Open(folder["damaged"]);
                Assert.Equal((rows.Count, rows.Dimension), (read.Count, read.Dimension));
                for (int row = 0; row < read.Count; row++) Assert.Equal(rows.Dimension, read.Row(row).ToArray().Length);
            }
            catch (InvalidDataException)
            {
                Assert.False(verified);
            }
        }
    }

    [Theory]
    [InlineData(long.MaxValue, 16)]
    [InlineData(-1, 16)]
    [InlineData(1L << 40, 1 << 24)]
    [InlineData(2, 1 << 30)]
    public void A_header_that_claims_too_much_is_refused(long count, int dimension)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["rows"], [.. new RowFileHeader(count, dimension, Checksum: 0).ToPage(), .. new byte[640]]);
        Assert.Throws<InvalidDataException>(() => RowFile.Open(folder["rows"]));
        Assert.Throws<InvalidDataException>(() => RowFile.Verify(folder["rows"]));
    }

    [Fact]
    public void A_file_of_a_later_version_is_refused_by_its_number()
    {
        using var folder = new TemporaryFolder();
        byte[] page = new RowFileHeader(0, 3, Checksum: 0).ToPage();
        page[16] = 2;
        BitConverter.GetBytes(XxHash64.HashToUInt64(page.AsSpan(16))).CopyTo(page, 8);
        File.WriteAllBytes(folder["rows"], page);
        var error = Assert.Throws<InvalidDataException>(() => RowFile.Open(folder["rows"]));
        Assert.Contains("a row file of version 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(folder["none"], Assert.Throws<FileNotFoundException>(() => RowFile.Open(folder["none"])).FileName);
    }

    private static void Write(string path, RowMatrix rows)
    {
        using var writer = RowFileWriter.Create(path, rows.Dimension);
        int half = rows.Count / 2;
        for (int row = 0; row < half; row++) writer.Append(rows.Row(row));
        writer.Append(rows.Slice(half, rows.Count - half));
        writer.Complete();
    }

    private static void AssertEqual(RowMatrix expected, RowMatrix actual)
    {
        Assert.Equal((expected.Count, expected.Dimension), (actual.Count, actual.Dimension));
        for (int row = 0; row < expected.Count; row++) Assert.True(expected.Row(row).SequenceEqual(actual.Row(row)), $"Row {row} differs.");
    }
}
