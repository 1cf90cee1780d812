namespace DkNN.Data.Tests.Formats;

/// <summary>IDX files under the names that others give them.</summary>
public sealed class ForeignNamesTests : IDisposable
{
    private const string TrainImages = "train-images-idx3-ubyte";
    private const string TrainLabels = "train-labels-idx1-ubyte";
    private const string TestImages = "t10k-images-idx3-ubyte";
    private const string TestLabels = "t10k-labels-idx1-ubyte";

    private static readonly DataSet Sample = Samples.Create();

    private readonly TemporaryFolder _folder = new();

    public ForeignNamesTests() => IdxDirectory.Write(Sample, _folder["data"]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("train-images.idx3-ubyte", "train-labels.idx1-ubyte", "t10k-images.idx3-ubyte", "t10k-labels.idx1-ubyte")]
    [InlineData("TRAIN-IMAGES-IDX3-UBYTE", "TRAIN-LABELS-IDX1-UBYTE", "T10K-IMAGES-IDX3-UBYTE", "T10K-LABELS-IDX1-UBYTE")]
    [InlineData("train_images_idx3_ubyte", "train_labels_idx1_ubyte", "test_images_idx3_ubyte", "test_labels_idx1_ubyte")]
    [InlineData(
        "emnist-digits-train-images-idx3-ubyte", "emnist-digits-train-labels-idx1-ubyte",
        "emnist-digits-test-images-idx3-ubyte", "emnist-digits-test-labels-idx1-ubyte")]
    [InlineData(
        "qmnist-train-images-idx3-ubyte", "qmnist-train-labels-idx2-int", "qmnist-test-images-idx3-ubyte", "qmnist-test-labels-idx2-int")]
    [InlineData("train/images-idx3-ubyte", "train/labels-idx1-ubyte", "test/images-idx3-ubyte", "test/labels-idx1-ubyte")]
    // An archive of Kaggle's: folders with the names of the files in them.
    [InlineData(
        TrainImages + "/" + TrainImages, TrainLabels + "/" + TrainLabels, TestImages + "/" + TestImages, TestLabels + "/" + TestLabels)]
    // Below folders that say nothing, as torchvision and archives have them.
    [InlineData("MNIST/raw/" + TrainImages, "MNIST/raw/" + TrainLabels, "MNIST/raw/" + TestImages, "MNIST/raw/" + TestLabels)]
    [InlineData("data/" + TrainImages, "data/" + TrainLabels, "data/" + TestImages, "data/" + TestLabels)]
    public void Files_are_found(string trainImages, string trainLabels, string testImages, string testLabels)
    {
        Move(TrainImages, trainImages);
        Move(TrainLabels, trainLabels);
        Move(TestImages, testImages);
        Move(TestLabels, testLabels);

        DataSet data = Open("given");

        Assert.Equal((Sample.Train.Fingerprint, Sample.Test.Fingerprint), (data.Train.Fingerprint, data.Test.Fingerprint));
        Assert.Equal("given", data.Name);
        Assert.Empty(data.Notes);
    }

    [Fact]
    public void Of_two_files_with_one_content_either_is_right()
    {
        File.Copy(_folder["data", TrainLabels], _folder["data", "train-labels.idx1-ubyte"]);
        Assert.Equal(Sample.Train.Fingerprint, Open("data").Train.Fingerprint);
    }

    [Theory]
    [InlineData("._train-images-idx3-ubyte")]
    [InlineData("train-images-idx3-ubyte.gz.part")]
    [InlineData("train-images-idx3-ubyte.md5")]
    [InlineData("train-images-idx3-ubyte~")]
    [InlineData("emnist-letters-mapping.txt")]
    public void What_stands_beside_is_no_data(string name)
    {
        File.WriteAllText(_folder["data", name], "beside");
        Assert.Equal(Sample.Train.Fingerprint, Open("data").Train.Fingerprint);
    }

    [Fact]
    public void A_folder_of_several_sets_asks_for_one()
    {
        IdxDirectory.Write(Sample, _folder["all", "one"]);
        IdxDirectory.Write(Sample, _folder["all", "two"]);
        var exception = Assert.Throws<DataFormatException>(() => Open("all"));
        Assert.Contains("2 data sets: one, two", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_is_to_be_unpacked()
    {
        Directory.CreateDirectory(_folder["packed"]);
        File.WriteAllText(_folder["packed", "gzip.zip"], "PK");
        Assert.Contains("Unpack gzip.zip", Assert.Throws<DataFormatException>(() => Open("packed")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_from_1_are_taken_and_told_and_keep_their_names()
    {
        Relabel(label => [(byte)(label + 1)]);
        DataSet data = Open("data");
        Assert.Equal(Sample.Train.Labels.ToArray(), data.Train.Labels.ToArray());
        Assert.Equal(["1", "2", "3"], data.ClassNames.AsEnumerable());
        Assert.Contains("from 1 to 3", Assert.Single(data.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_eight_numbers_a_label_the_first_is_the_class()
    {
        foreach ((string file, ImageSet images) in new[] { (TrainLabels, Sample.Train), (TestLabels, Sample.Test) })
        {
            IEnumerable<byte> rows = images.Labels.ToArray().SelectMany(
                label => Enumerable.Range(0, 8).SelectMany(column => new byte[] { 0, 0, 0, (byte)(column == 0 ? label : 200 + column) }));
            File.WriteAllBytes(_folder["data", file], [0, 0, 0x0C, 2, 0, 0, 0, (byte)images.Count, 0, 0, 0, 8, .. rows]);
        }
        Assert.Equal(Sample.Train.Fingerprint, Open("data").Train.Fingerprint);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void White_space_at_the_end_is_left_out_and_told(bool compress)
    {
        IdxDirectory.Write(Sample, _folder["other"]);
        byte[] content = [.. File.ReadAllBytes(_folder["other", TrainImages]), (byte)'\n'];
        using (Stream file = File.Create(_folder["other", TrainImages]))
        using (Stream stream = compress ? new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionLevel.Optimal) : file)
        {
            stream.Write(content);
        }

        DataSet data = Open("other");

        Assert.Equal(Sample.Train.Fingerprint, data.Train.Fingerprint);
        Assert.Contains($"{TrainImages}: 1 bytes", Assert.Single(data.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>403 Forbidden</html>", "web page")]
    [InlineData("PK\u0003\u0004", "zip archive")]
    [InlineData("version https://git-lfs.github.com/spec/v1", "Git LFS")]
    public void What_else_stands_in_a_file_is_told(string content, string what)
    {
        File.Delete(_folder["data", TrainImages]);
        File.WriteAllText(_folder["data", TrainImages + ".gz"], content);
        var exception = Assert.Throws<DataFormatException>(() => Open("data"));
        Assert.Equal(_folder["data", TrainImages + ".gz"], exception.Path);
        Assert.Contains(what, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_classes_stand_in_a_file_beside()
    {
        File.WriteAllLines(_folder["data", "classes.txt"], ["ape", "bee", "", "cat"]);
        Assert.Equal(["ape", "bee", "cat"], Open("data").ClassNames.AsEnumerable());

        File.WriteAllLines(_folder["data", "classes.txt"], ["ape", "bee"]);
        DataSet data = Open("data");
        Assert.Empty(data.ClassNames);
        Assert.Contains("classes.txt has 2 lines for 3 classes", Assert.Single(data.Notes), StringComparison.Ordinal);
    }

    private DataSet Open(string name) => new DataCatalogue(_folder.Path, _folder["cache"]).Open(name);

    private void Move(string from, string to)
    {
        string target = _folder["given", to];
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Move(_folder["data", from], target);
    }

    private void Relabel(Func<int, byte[]> bytes)
    {
        foreach ((string file, ImageSet images) in new[] { (TrainLabels, Sample.Train), (TestLabels, Sample.Test) })
        {
            byte[] header = File.ReadAllBytes(_folder["data", file])[..8];
            File.WriteAllBytes(_folder["data", file], [.. header, .. images.Labels.ToArray().SelectMany(bytes)]);
        }
    }
}
