using System.IO.Compression;
using CsCheck;

namespace DkNN.Data.Tests.Formats;

public sealed class IdxMalformedTests : IDisposable
{
    private const string TrainImages = "train-images-idx3-ubyte";
    private const string TrainLabels = "train-labels-idx1-ubyte";
    private const string TestImages = "t10k-images-idx3-ubyte";
    private const string TestLabels = "t10k-labels-idx1-ubyte";

    private readonly TemporaryFolder _folder = new();

    public IdxMalformedTests() => IdxDirectory.Write(Samples.Create(), _folder.Path);

    public void Dispose() => _folder.Dispose();

    public static TheoryData<byte[], string> BrokenImageFiles => new()
    {
        { [], "ends within its header" },
        { [0, 0, 8], "ends within its header" },
        { [0, 0, 8, 3, 0, 0, 0], "ends within its header" },
        { [0x89, 0x50, 0x4E, 0x47, 0, 0, 0, 0], "no IDX file" },
        { [0, 0, 0x0D, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0], "element type is 0x0d" },
        { [0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 1, 7], "2 dimensions" },
        { [0, 0, 8, 255, 0, 0, 0, 1], "255 dimensions" },
        { [0, 0, 8, 3, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1], "Dimension 1 is 0" },
        { [0, 0, 8, 3, 0, 0, 0, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 1, 5], "Dimension 2 is 4294967295" },
        { [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 1, 1, 2, 3], "header claims 4 bytes, 3 are there" },
        { [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 1, 1, 2, 3, 4, 5], "but more follow" },
        { [0, 0, 8, 3, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF], "more than the" },
        { [0, 0, 8, 3, 0x40, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 5], "header claims 1073741824 bytes" },
    };

    [Theory]
    [MemberData(nameof(BrokenImageFiles))]
    public void A_broken_file_is_named_with_its_fault_whether_compressed_or_not(byte[] content, string fault)
    {
        File.WriteAllBytes(_folder[TrainImages], content);
        AssertFault(TrainImages, fault);
        File.WriteAllBytes(_folder[TrainImages], Compress(content));
        AssertFault(TrainImages, fault);
    }

    [Fact]
    public void A_small_compressed_file_that_claims_gigabytes_is_refused_before_they_are_allocated()
    {
        File.WriteAllBytes(_folder[TrainImages], Compress([0, 0, 8, 3, 0x40, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 5]));
        Assert.ThrowsAny<IOException>(() => IdxDirectory.Read(_folder.Path));

        long before = GC.GetAllocatedBytesForCurrentThread();
        AssertFault(TrainImages, "truncated");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_compressed_file_cut_off_anywhere_is_refused()
    {
        byte[] whole = Compress(File.ReadAllBytes(_folder[TrainImages]));
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(_folder[TrainImages], whole[..length]);
            Assert.Equal(_folder[TrainImages], Assert.Throws<DataFormatException>(Read).Path);
        }
    }

    [Fact]
    public void A_plain_file_cut_off_anywhere_is_refused()
    {
        byte[] whole = File.ReadAllBytes(_folder[TrainLabels]);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(_folder[TrainLabels], whole[..length]);
            Assert.Equal(_folder[TrainLabels], Assert.Throws<DataFormatException>(Read).Path);
        }
    }

    [Fact]
    public void Bytes_flipped_anywhere_give_data_or_the_one_exception()
    {
        byte[] plain = File.ReadAllBytes(_folder[TrainImages]);
        Gen.Select(Gen.Bool, Gen.Int[0, 200], Gen.Byte[1, 255], Gen.Int[0, 200]).Sample((compress, position, flip, cut) =>
        {
            byte[] content = compress ? Compress(plain) : [.. plain];
            content[position % content.Length] ^= flip;
            File.WriteAllBytes(_folder[TrainImages], cut < content.Length ? content[..^cut] : content);
            try
            {
                Assert.Equal(9, Read().Train.Count);
            }
            catch (DataFormatException exception)
            {
                Assert.StartsWith(_folder.Path, exception.Path, StringComparison.Ordinal);
            }
        }, threads: 1);
    }

    [Fact]
    public void A_flipped_byte_in_the_compressed_pixels_never_gives_other_pixels()
    {
        byte[] whole = Compress(File.ReadAllBytes(_folder[TrainImages]));
        string right = Read().Train.Fingerprint;
        for (int position = 0; position < whole.Length; position++)
        {
            byte[] content = [.. whole];
            content[position] ^= 0x10;
            File.WriteAllBytes(_folder[TrainImages], content);
            try
            {
                // Flags and the time in the gzip header carry no data.
                Assert.Equal(right, Read().Train.Fingerprint);
            }
            catch (DataFormatException)
            {
            }
        }
    }

    [Fact]
    public void Swapped_images_and_labels_are_told_as_swapped()
    {
        byte[] images = File.ReadAllBytes(_folder[TrainImages]), labels = File.ReadAllBytes(_folder[TrainLabels]);
        File.WriteAllBytes(_folder[TrainImages], labels);
        AssertFault(TrainImages, "holds labels (magic 0x00000801) where images are expected");
        AssertFault(TrainImages, "swapped");

        File.WriteAllBytes(_folder[TrainImages], images);
        File.WriteAllBytes(_folder[TrainLabels], images);
        AssertFault(TrainLabels, "holds images (magic 0x00000803) where labels are expected");
    }

    [Fact]
    public void Counts_that_disagree_are_told_with_both_files()
    {
        File.Copy(_folder[TestLabels], _folder[TrainLabels], overwrite: true);
        AssertFault(TrainLabels, $"The counts disagree: 6 labels for the 9 images of {_folder[TrainImages]}");
    }

    [Fact]
    public void A_training_label_that_leaves_a_gap_is_mislabelled()
    {
        Mislabel(TrainLabels, image: 4, label: 77);
        AssertFault(TrainLabels, "mislabelled: label 77 occurs, but class 3 has no training image");
    }

    [Fact]
    public void A_test_label_beyond_the_training_classes_is_mislabelled()
    {
        Mislabel(TestLabels, image: 2, label: 3);
        AssertFault(TestLabels, "mislabelled: image 2 has label 3, but the classes are 0 to 2");
    }

    [Fact]
    public void Training_and_test_images_of_two_sizes_are_refused()
    {
        using var other = new TemporaryFolder();
        IdxDirectory.Write(Samples.Create(width: 4), other.Path);
        File.Copy(other[TestImages], _folder[TestImages], overwrite: true);
        AssertFault(TestImages, "Its images are 4 x 4");
    }

    [Fact]
    public void A_missing_file_is_named_with_the_names_it_may_have()
    {
        File.Delete(_folder[TestLabels]);
        var exception = Assert.Throws<DataFormatException>(Read);
        Assert.Equal(_folder.Path, exception.Path);
        Assert.Contains("lacks t10k-labels-idx1-ubyte[.gz] or test-labels-idx1-ubyte[.gz]", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_files_for_one_role_are_refused()
    {
        byte[] other = File.ReadAllBytes(_folder[TestLabels]);
        other[^1] ^= 1;
        File.WriteAllBytes(_folder["test-labels-idx1-ubyte"], other);
        Assert.Contains(
            "holds both t10k-labels-idx1-ubyte and test-labels-idx1-ubyte",
            Assert.Throws<DataFormatException>(Read).Message,
            StringComparison.Ordinal);
    }

    private DataSet Read() => IdxDirectory.Read(_folder.Path);

    private void AssertFault(string file, string fault)
    {
        var exception = Assert.Throws<DataFormatException>(Read);
        Assert.Equal(_folder[file], exception.Path);
        Assert.Contains(fault, exception.Message, StringComparison.Ordinal);
        Assert.StartsWith(_folder[file], exception.Message, StringComparison.Ordinal);
    }

    private void Mislabel(string file, int image, byte label)
    {
        byte[] content = File.ReadAllBytes(_folder[file]);
        content[8 + image] = label;
        File.WriteAllBytes(_folder[file], content);
    }

    private static byte[] Compress(byte[] content)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Optimal)) gzip.Write(content);
        return memory.ToArray();
    }
}
