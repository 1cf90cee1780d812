namespace DkNN.Data.Tests.Catalogue;

public sealed class DataCatalogueTests : IDisposable
{
    private static readonly PublishedSample Sample = new();

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_built_in_digits_need_no_files()
    {
        DataSet data = new DataCatalogue(_folder["data"], _folder["cache"]).Open("glyphs");
        Assert.Equal(("glyphs", GlyphSet.DefaultTrain, GlyphSet.DefaultTest), (data.Name, data.Train.Count, data.Test.Count));
    }

    [Fact]
    public async Task The_built_in_digits_need_no_fetching_or_verifying()
    {
        var catalogue = new DataCatalogue(_folder["data"], _folder["cache"]);
        await catalogue.FetchAsync("glyphs");
        Assert.Empty(await catalogue.VerifyAsync("glyphs"));
        Assert.False(Directory.Exists(_folder["cache"]));
    }

    [Fact]
    public void A_folder_is_opened_by_its_name_in_the_data_directory_or_by_its_path()
    {
        IdxDirectory.Write(Samples.Create(), _folder["data", "mine"]);
        var catalogue = new DataCatalogue(_folder["data"], _folder["cache"]);

        Assert.Equal(Samples.Create().Train.Fingerprint, catalogue.Open("mine").Train.Fingerprint);
        Assert.Equal("mine", catalogue.Open(_folder["data", "mine"]).Name);
        Assert.Equal(_folder["data", "mine"], catalogue.Find("mine"));
        Assert.Null(catalogue.Find("../data/mine"));
    }

    [Fact]
    public void A_known_set_is_opened_under_its_name_with_its_classes()
    {
        Publish();
        DataSet data = Sample.Catalogue(_folder.Path).Open(PublishedSample.Name);
        Assert.Equal(["a", "b", "c"], data.ClassNames.AsEnumerable());
        Assert.Equal(Sample.Data.Test.Fingerprint, data.Test.Fingerprint);
    }

    [Fact]
    public void Other_data_under_a_known_name_are_refused()
    {
        IdxDirectory.Write(Samples.Create(), _folder["sample"]);
        var exception = Assert.Throws<DataFormatException>(() => Sample.Catalogue(_folder.Path).Open(PublishedSample.Name));
        Assert.Equal(_folder["sample", "train-images-idx3-ubyte"], exception.Path);
        Assert.Contains("not the published file of sample", exception.Message, StringComparison.Ordinal);
        Assert.Contains("dknn data fetch sample", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_beyond_a_known_sets_classes_is_mislabelled()
    {
        IdxDirectory.Write(Samples.Create(classes: 4), _folder["sample"]);
        var exception = Assert.Throws<DataFormatException>(() => Sample.Catalogue(_folder.Path).Open(PublishedSample.Name));
        Assert.Contains("mislabelled: image 3 has label 3, but the classes are 0 to 2", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_known_set_that_is_not_here_says_how_to_get_it()
    {
        var exception = Assert.Throws<DataSetNotFoundException>(() => new DataCatalogue(_folder["data"], _folder["cache"]).Open("mnist"));
        Assert.True(exception.IsKnown);
        Assert.Contains("'dknn data fetch mnist'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("--data DIR or DKNN_DATA", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_name_comes_with_the_known_ones()
    {
        var catalogue = new DataCatalogue(_folder["data"], _folder["cache"]);
        var exception = Assert.Throws<DataSetNotFoundException>(() => catalogue.Open("mnits"));
        Assert.False(exception.IsKnown);
        Assert.Equal(("mnits", 4), (exception.Name, exception.Known.Length));
        Assert.Contains("glyphs, glyph-letters, mnist, fashion-mnist", exception.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<DataSetNotFoundException>(() => catalogue.FetchAsync("mnits"));
        await Assert.ThrowsAsync<DataSetNotFoundException>(() => catalogue.VerifyAsync("mnits"));
    }

    [Fact]
    public void A_folder_with_neither_format_says_what_it_needs()
    {
        Directory.CreateDirectory(_folder["empty"]);
        var exception = Assert.Throws<DataFormatException>(
            () => new DataCatalogue(_folder["data"], _folder["cache"]).Open(_folder["empty"]));
        Assert.Contains("train/CLASS/*.png", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_file_is_verified_on_its_own()
    {
        Publish();
        File.Delete(_folder["sample", "train-labels-idx1-ubyte.gz"]);
        File.Copy(_folder["sample", "t10k-labels-idx1-ubyte.gz"], _folder["sample", "t10k-images-idx3-ubyte.gz"], overwrite: true);
        byte[] damaged = [.. Sample.Files["t10k-labels-idx1-ubyte.gz"]];
        // The last byte but four belongs to the checksum of the compressed file.
        damaged[^5] ^= 1;
        File.WriteAllBytes(_folder["sample", "t10k-labels-idx1-ubyte.gz"], damaged);

        var files = await Sample.Catalogue(_folder.Path).VerifyAsync(PublishedSample.Name);

        Assert.Equal([FileState.Ok, FileState.Missing, FileState.Wrong, FileState.Wrong], files.Select(file => file.State));
        Assert.Equal(files[0].Expected, files[0].Actual);
        Assert.Null(files[1].Actual);
        Assert.Matches("^[0-9a-f]{64}$", files[2].Actual);
        Assert.NotEqual(files[2].Expected, files[2].Actual);
        Assert.Null(files[3].Actual);
        Assert.Equal(_folder["sample", "train-labels-idx1-ubyte.gz"], files[1].Path);
    }

    [Fact]
    public void Known_sets_have_whole_entries()
    {
        foreach (KnownDataSet known in KnownDataSets.All)
        {
            Assert.Equal(10, known.ClassNames.Length);
            Assert.All(known.Files, file => Assert.Matches("^[0-9a-f]{64}$", file.Sha256));
            Assert.All(known.Mirrors, mirror => Assert.Matches("^https://.*/$", mirror.AbsoluteUri));
            Assert.Equal(known.IsBuiltIn, known.Mirrors.IsEmpty);
        }
        Assert.Distinct(KnownDataSets.All.SelectMany(known => known.Files).Select(file => file.Sha256));
    }

    private void Publish()
    {
        Directory.CreateDirectory(_folder["sample"]);
        foreach ((string name, byte[] content) in Sample.Files) File.WriteAllBytes(_folder["sample", name], content);
    }
}
