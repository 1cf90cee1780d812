namespace DkNN.Vectors.Tests;

public sealed class RowIdentityTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dknn-identity-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Mapped_rows_are_known_again_by_the_checksum_of_those_in_memory()
    {
        using var rows = Rows.Random(1, 300, 19);
        string path = Path.Combine(_folder.FullName, "rows.bin");
        using (var writer = RowFileWriter.Create(path, 19))
        {
            writer.Append(rows);
            writer.Complete();
        }
        using var mapped = RowFile.Open(path);
        Assert.Equal(rows.Checksum(), mapped.Checksum());
        string index = Path.Combine(_folder.FullName, "index");
        using (var writer = SectionFileWriter.Create(index, "test"))
        {
            RowIdentity.Write(writer, rows);
            writer.Add("more", rows);
            writer.Complete();
        }
        using var file = SectionFile.Open(index, "test");
        RowIdentity.Require(file, mapped);
        using var more = file.Rows("more", 19);
        Assert.Equal(rows.Checksum(), more.Checksum());
        Assert.Throws<InvalidDataException>(() => file.Rows("more", 97));

        rows.MutableRow(250)[3] += 1;
        Assert.Contains("checksum", Assert.Throws<InvalidDataException>(() => RowIdentity.Require(file, rows)).Message, StringComparison.Ordinal);
        using var fewer = rows.Slice(0, 299);
        Assert.Contains(index, Assert.Throws<InvalidDataException>(() => RowIdentity.Require(file, fewer)).Message, StringComparison.Ordinal);
    }
}
