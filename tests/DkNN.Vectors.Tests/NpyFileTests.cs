using System.Runtime.InteropServices;
using System.Text;

namespace DkNN.Vectors.Tests;

public sealed class NpyFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder["rows.npy"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_are_read_as_they_were_written_and_numpy_finds_its_header()
    {
        using var rows = SampleRows.Clustered(7, 19, seed: 1);
        using var first = rows.Slice(0, 3);
        using var rest = rows.Slice(3, 4);
        NpyFile.Write(File, 7, 19, [first, rest]);
        using var read = NpyFile.Read(File);
        Assert.Equal(rows.Checksum(), read.Checksum());
        byte[] bytes = System.IO.File.ReadAllBytes(File);
        Assert.Equal(0, (bytes.Length - (7 * 19 * 4)) % 64);
        Assert.Contains("{'descr': '<f4', 'fortran_order': False, 'shape': (7, 19), }", Encoding.ASCII.GetString(bytes), StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => NpyFile.Write(File, 8, 19, [rows]));
        Assert.Equal(bytes, System.IO.File.ReadAllBytes(File));
    }

    /// <summary>As <c>numpy.save(path, numpy.asfortranarray(rows))</c> and the save of a transposed array write it.</summary>
    [Fact]
    public void An_array_that_stands_column_after_column_is_read_as_the_rows_that_it_means()
    {
        System.IO.File.WriteAllBytes(
            File, Array("{'descr': '<f4', 'fortran_order': True, 'shape': (3, 2), }", MemoryMarshal.AsBytes<float>([1, 3, 5, 2, 4, 6])));
        Assert.Equal((3, 2), NpyFile.Shape(File));
        using var read = NpyFile.Read(File);
        Assert.Equal([1, 2], read.Row(0));
        Assert.Equal([3, 4], read.Row(1));
        Assert.Equal([5, 6], read.Row(2));
    }

    [Theory]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), }", 16)]
    [InlineData("{'descr': '>f4', 'fortran_order': True, 'shape': (1, 2), }", 8)]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 8)]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 0), }", 0)]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999, 9999999999), }", 8)]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2000000000, 2000000000), }", 8)]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 3), }", 8)]
    public void Other_arrays_are_refused_by_name(string header, int bytes)
    {
        System.IO.File.WriteAllBytes(File, Array(header, new byte[bytes]));
        Assert.Contains(File, Assert.Throws<InvalidDataException>(() => NpyFile.Read(File)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_cut_file_is_refused()
    {
        using var rows = SampleRows.Clustered(2, 3, seed: 1);
        NpyFile.Write(File, 2, 3, [rows]);
        byte[] whole = System.IO.File.ReadAllBytes(File);
        for (int length = 0; length < whole.Length; length++)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            Assert.Throws<InvalidDataException>(() => NpyFile.Read(File).Dispose());
        }
    }

    private static byte[] Array(string header, ReadOnlySpan<byte> content) =>
        [0x93, .. "NUMPY"u8, 1, 0, (byte)(header.Length + 1), 0, .. Encoding.ASCII.GetBytes(header), (byte)'\n', .. content];
}
