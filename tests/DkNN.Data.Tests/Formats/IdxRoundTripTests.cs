using System.Buffers.Binary;
using CsCheck;

namespace DkNN.Data.Tests.Formats;

public class IdxRoundTripTests
{
    [Fact]
    public void What_is_written_is_read_again() =>
        Gen.Select(Samples.AnyDataSet, Gen.Bool).Sample(
            (data, compress) =>
            {
                using var folder = new TemporaryFolder();
                IdxDirectory.Write(data, folder.Path, compress);
                DataSet read = IdxDirectory.Read(folder.Path);
                Assert.Equal(data.Train.Fingerprint, read.Train.Fingerprint);
                Assert.Equal(data.Test.Fingerprint, read.Test.Fingerprint);
            },
            iter: 50);

    [Fact]
    public void Writing_leaves_the_four_files_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        IdxDirectory.Write(Samples.Create(), folder.Path, compress: true);
        IdxDirectory.Write(Samples.Create(seed: 5), folder.Path, compress: true);

        Assert.Equal(
            ["t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz", "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"],
            folder.FileNames());
        Assert.Equal(Samples.Create(seed: 5).Train.Fingerprint, IdxDirectory.Read(folder.Path).Train.Fingerprint);
    }

    [Fact]
    public void Headers_are_big_endian_with_the_magic_of_the_format()
    {
        using var folder = new TemporaryFolder();
        IdxDirectory.Write(Samples.Create(train: 300), folder.Path);

        Assert.Equal([0, 0, 8, 3, 0, 0, 1, 44, 0, 0, 0, 4, 0, 0, 0, 3], File.ReadAllBytes(folder["train-images-idx3-ubyte"])[..16]);
        Assert.Equal([0, 0, 8, 1, 0, 0, 1, 44, 0, 1, 2], File.ReadAllBytes(folder["train-labels-idx1-ubyte"])[..11]);
    }

    [Fact]
    public void Colour_images_are_interleaved_on_disk_and_planes_in_memory()
    {
        using var folder = new TemporaryFolder();
        var images = ImageSet.Copy(3, 1, 2, 1, [1, 2, 10, 20, 100, 200], [0]);
        IdxDirectory.Write(new("colour", images, images), folder.Path);

        byte[] file = File.ReadAllBytes(folder["train-images-idx4-ubyte"]);
        Assert.Equal(3, BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(16)));
        Assert.Equal([1, 10, 100, 2, 20, 200], file[20..]);
        Assert.Equal([1, 2, 10, 20, 100, 200], IdxDirectory.Read(folder.Path).Train.Pixels(0).ToArray());
    }

    [Theory]
    [InlineData(0x09, 1)]
    [InlineData(0x0B, 2)]
    [InlineData(0x0C, 4)]
    public void Labels_of_every_whole_type_are_read(byte code, int bytes)
    {
        using var folder = new TemporaryFolder();
        DataSet data = Samples.Create();
        IdxDirectory.Write(data, folder.Path);
        byte[] labels = [.. data.Train.Labels.ToArray().SelectMany(label => new byte[bytes - 1].Append((byte)label))];
        File.WriteAllBytes(folder["train-labels-idx1-ubyte"], [0, 0, code, 1, 0, 0, 0, (byte)data.Train.Count, .. labels]);

        Assert.Equal(data.Train.Fingerprint, IdxDirectory.Read(folder.Path).Train.Fingerprint);
    }

    [Fact]
    public void A_thousand_classes_are_written_as_numbers_of_32_bits()
    {
        using var folder = new TemporaryFolder();
        DataSet data = Samples.Create(height: 1, width: 1, classes: 1000, train: 1000, test: 400);
        IdxDirectory.Write(data, folder.Path, compress: true);

        DataSet read = IdxDirectory.Read(folder.Path);

        Assert.Equal((1000, data.Train.Fingerprint), (read.Classes, read.Train.Fingerprint));
        Assert.Equal(data.Test.Fingerprint, read.Test.Fingerprint);
        Assert.Contains("train-labels-idx1-int.gz", folder.FileNames());
    }

    [Fact]
    public void Test_files_may_be_called_test_instead_of_t10k()
    {
        using var folder = new TemporaryFolder();
        IdxDirectory.Write(Samples.Create(), folder.Path);
        File.Move(folder["t10k-images-idx3-ubyte"], folder["test-images-idx3-ubyte"]);
        File.Move(folder["t10k-labels-idx1-ubyte"], folder["test-labels-idx1-ubyte"]);

        Assert.Equal(Samples.Create().Test.Fingerprint, IdxDirectory.Read(folder.Path).Test.Fingerprint);
    }

    [Fact]
    public void A_file_that_was_decompressed_under_its_old_name_is_read_as_what_it_is()
    {
        using var folder = new TemporaryFolder();
        IdxDirectory.Write(Samples.Create(), folder.Path);
        foreach (string file in Directory.GetFiles(folder.Path)) File.Move(file, file + ".gz");

        Assert.Equal(Samples.Create().Train.Fingerprint, IdxDirectory.Read(folder.Path).Train.Fingerprint);
    }

    [Fact]
    public void The_name_is_that_of_the_folder_unless_given()
    {
        using var folder = new TemporaryFolder();
        IdxDirectory.Write(Samples.Create(), folder["letters"]);

        Assert.Equal("letters", IdxDirectory.Read(folder["letters"] + Path.DirectorySeparatorChar).Name);
        Assert.Equal("other", IdxDirectory.Read(folder["letters"], "other").Name);
    }

    [Fact]
    public void Reading_can_be_cancelled()
    {
        using var folder = new TemporaryFolder();
        IdxDirectory.Write(Samples.Create(), folder.Path);
        Assert.ThrowsAny<OperationCanceledException>(
            () => IdxDirectory.Read(folder.Path, cancellation: new CancellationToken(canceled: true)));
    }
}
