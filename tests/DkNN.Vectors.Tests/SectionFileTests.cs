using System.IO.Hashing;

namespace DkNN.Vectors.Tests;

public sealed class SectionFileTests
{
    private const int Damaged = 3_000;
    private const int HeaderFields = 160;
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
        byte[] whole = File.ReadAllBytes(folder["whole"]);
        var random = new Random(6);
        for (int i = 0; i < Damaged; i++)
        {
            byte[] damaged = FileDamage.Of(whole, HeaderFields, random);
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
        }
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

    [Fact]
    public void A_mapped_file_is_checked_in_full_before_its_first_use()
    {
        using var folder = new TemporaryFolder();
        WriteLarge(folder["large"]);
        using (var file = SectionFile.Map(folder["large"], Kind))
        {
            int checks = 0;
            file.Check(() => ++checks > 1 ? "checked twice" : null);
            Assert.Equal(0, checks);
            file.Validate();
            file.Validate();
            Assert.Equal(1, checks);
            Assert.Equal(1_000_000, file.Section<int>("large").Length);
            Assert.Contains("is damaged: a fault.", Refusal(() => file.Check(() => "a fault")), StringComparison.Ordinal);
            file.Dispose();
            Assert.Throws<ObjectDisposedException>(file.Validate);
        }

        using (var file = SectionFile.Map(folder["large"], Kind))
        {
            file.Check(() => "a fault");
            Assert.Contains("is damaged: a fault.", Refusal(file.Validate), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000_000)]
    [InlineData(3_999_999)]
    public void A_bit_of_a_large_section_is_missed_by_mapping_and_not_by_what_follows(int place)
    {
        using var folder = new TemporaryFolder();
        WriteLarge(folder["large"]);
        byte[] damaged = File.ReadAllBytes(folder["large"]);
        damaged[damaged.Length - 4_000_000 + place] ^= 32;
        File.WriteAllBytes(folder["large"], damaged);
        Assert.Contains("'large' does not match", Refusal(() => SectionFile.Open(folder["large"], Kind)), StringComparison.Ordinal);
        using var file = SectionFile.Map(folder["large"], Kind);
        Assert.Equal([7], file.Section<int>("small").ToArray());
        Assert.Contains("'large' does not match", Refusal(file.Validate), StringComparison.Ordinal);
        Assert.Contains("'large' does not match", Refusal(file.Validate), StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_section_of_a_large_file_is_checked_when_it_is_mapped()
    {
        using var folder = new TemporaryFolder();
        WriteLarge(folder["large"]);
        byte[] damaged = File.ReadAllBytes(folder["large"]);
        damaged[HeaderPage.Size] ^= 1;
        File.WriteAllBytes(folder["large"], damaged);
        Assert.Contains("'small' does not match", Refusal(() => SectionFile.Map(folder["large"], Kind)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_section_is_appended_and_read_by_itself()
    {
        using var folder = new TemporaryFolder();
        Write(folder["file"]);
        SectionFileWriter.Append<byte>(folder["file"], "about", "text"u8);
        Assert.Equal("text"u8, SectionFile.Read(folder["file"], "about"));
        using (var file = SectionFile.Open(folder["file"], Kind)) Assert.Equal(Numbers, file.Section<int>("numbers").ToArray());
        Assert.Throws<ArgumentException>(() => SectionFileWriter.Append<byte>(folder["file"], "about", "more"u8));
        Assert.Throws<InvalidDataException>(() => SectionFile.Read(folder["file"], "other"));
        Assert.True(SectionFile.IsOne(folder["file"]));
        File.WriteAllText(folder["short"], "DKNN");
        Assert.False(SectionFile.IsOne(folder["short"]));
        Assert.Throws<InvalidDataException>(() => SectionFileWriter.Append<byte>(folder["short"], "about", "text"u8));
    }

    /// <summary>A file's checksums are what the page on file formats says.</summary>
    [Fact]
    public void The_checksum_of_a_long_section_is_that_of_its_blocks_checksums()
    {
        byte[] section = new byte[(2 << 20) + 5];
        new Random(1).NextBytes(section);
        byte[] blocks =
        [
            .. XxHash128.Hash(section[..(1 << 20)]),
            .. XxHash128.Hash(section[(1 << 20)..(2 << 20)]),
            .. XxHash128.Hash(section[(2 << 20)..]),
        ];
        Assert.Equal(XxHash128.HashToUInt128(blocks), SectionChecksum.Of(section));
        Assert.Equal(XxHash128.HashToUInt128(section.AsSpan(0, 1 << 20)), SectionChecksum.Of(section.AsSpan(0, 1 << 20)));
    }

    private static string Refusal(Action action) => Assert.Throws<InvalidDataException>(action).Message;

    private static void WriteLarge(string path)
    {
        using var writer = SectionFileWriter.Create(path, Kind);
        writer.Add<int>("small", [7]);
        writer.Add<int>("large", [.. Enumerable.Range(0, 1_000_000)]);
        writer.Complete();
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
