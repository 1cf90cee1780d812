namespace DkNN.Vectors.Tests;

public sealed class SectionFileTests
{
    private const string Kind = "test/1";

    private static readonly int[] Numbers = [.. Enumerable.Range(0, 1000)];

    [Fact]
    public void Sections_come_back_as_they_were_written()
    {
        using var folder = new TemporaryFolder();
        Write(folder["file"]);
        using var file = SectionFile.Open(folder["file"], Kind);
        Assert.Equal([1.5f], file.Section<float>("one").ToArray());
        Assert.Equal(Numbers, file.Section<int>("numbers").ToArray());
        Assert.True(file.Section<long>("none").IsEmpty);
    }

    [Fact]
    public void Another_kind_a_missing_section_and_a_broken_number_are_refused()
    {
        using var folder = new TemporaryFolder();
        Write(folder["file"]);
        var error = Assert.Throws<InvalidDataException>(() => SectionFile.Open(folder["file"], "test/2"));
        Assert.Contains("holds 'test/1', not 'test/2'", error.Message, StringComparison.Ordinal);
        using var file = SectionFile.Open(folder["file"], Kind);
        Assert.Throws<InvalidDataException>(() => file.Section<int>("other").Length);
        Assert.Throws<InvalidDataException>(() => file.Section<double>("one").Length);
    }

    [Fact]
    public void A_writer_refuses_names_that_are_taken_or_too_long()
    {
        using var folder = new TemporaryFolder();
        using (var writer = SectionFileWriter.Create(folder["file"], Kind))
        {
            writer.Add<int>("a", [1]);
            Assert.Throws<ArgumentException>(() => writer.Add<int>("a", [1]));
            Assert.Throws<ArgumentException>(() => writer.Add<int>("seventeen letters", [1]));
            Assert.Throws<ArgumentException>(() => writer.Add<int>("über", [1]));
        }

        Assert.Throws<ArgumentException>(() => SectionFileWriter.Create(folder["file"], ""));
        Assert.Empty(folder.FileNames());
    }

    [Fact]
    public void A_damaged_file_is_refused_or_its_sections_are_right()
    {
        using var folder = new TemporaryFolder();
        Write(folder["whole"]);
        Damage.Each(File.ReadAllBytes(folder["whole"]), seed: 6, count: 3000, damaged =>
        {
            File.WriteAllBytes(folder["damaged"], damaged);
            try
            {
                using var file = SectionFile.Open(folder["damaged"], Kind);
                Assert.Equal([1.5f], file.Section<float>("one").ToArray());
                Assert.Equal(Numbers, file.Section<int>("numbers").ToArray());
            }
            catch (InvalidDataException error)
            {
                Assert.Contains(folder["damaged"], error.Message, StringComparison.Ordinal);
            }
        });
    }

    [Theory]
    [InlineData(4096, int.MaxValue)]
    [InlineData(long.MaxValue - 63, 128)]
    [InlineData(-64, 64)]
    [InlineData(0, 64)]
    [InlineData(4100, 60)]
    public void A_header_that_points_outside_the_file_is_refused(long offset, int length)
    {
        using var folder = new TemporaryFolder();
        byte[] page = SectionEntry.WritePage(Kind, [new SectionEntry("a", offset, length, Checksum: 0)]);
        File.WriteAllBytes(folder["file"], [.. page, .. new byte[64]]);
        Assert.Throws<InvalidDataException>(() => SectionFile.Open(folder["file"], Kind));
    }

    private static void Write(string path)
    {
        using var writer = SectionFileWriter.Create(path, Kind);
        writer.Add<float>("one", [1.5f]);
        writer.Add<int>("numbers", Numbers);
        writer.Add<long>("none", []);
        writer.Complete();
    }
}
