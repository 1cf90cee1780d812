namespace DkNN.Data.Tests.Pixels;

public sealed class LargeSetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_set_beyond_two_gibibytes_is_opened_without_the_memory_for_it()
    {
        // 3,000 images of a megapixel: a file with holes, in which the last image ends with a 7.
        const int Count = 3000, Side = 1024;
        IdxDirectory.Write(Samples.Create(height: Side, width: Side, classes: 2, train: 2, test: 2), _folder.Path);
        using (FileStream images = File.OpenWrite(_folder["train-images-idx3-ubyte"]))
        {
            images.Write([0, 0, 8, 3, 0, 0, Count >> 8, Count & 255, 0, 0, Side >> 8, 0, 0, 0, Side >> 8, 0]);
            images.SetLength(16 + ((long)Count * Side * Side));
            images.Position = images.Length - 1;
            images.WriteByte(7);
        }
        File.WriteAllBytes(
            _folder["train-labels-idx1-ubyte"],
            [0, 0, 8, 1, 0, 0, Count >> 8, Count & 255, .. Enumerable.Range(0, Count).Select(image => (byte)(image % 2))]);

        long before = GC.GetAllocatedBytesForCurrentThread();
        DataSet data = IdxDirectory.Read(_folder.Path);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);

        Assert.Equal((Count, 1), (data.Train.Count, data.Train.Label(Count - 1)));
        byte[] last = new byte[Side * Side];
        data.Train.Select([0, Count - 1]).CopyPixels(1, last);
        Assert.Equal((7, 0), (last[^1], last[..^1].Max()));
        Assert.Equal(7, data.Train.Pixels(Count - 1)[^1]);
    }

    [Fact]
    public void Items_that_one_array_cannot_hold_stand_in_several()
    {
        var items = new PixelArrays(count: 7, size: 3, mostBytes: 8);
        Assert.Equal([6, 6, 6, 3], items.Arrays.Select(array => array.Length));
        for (int item = 0; item < 7; item++) items.Writable(item).Fill((byte)item);
        Assert.All(Enumerable.Range(0, 7), item => Assert.Equal([(byte)item, (byte)item, (byte)item], items.Item(item).ToArray()));
    }

    [Fact]
    public void A_file_that_is_cut_while_in_use_is_named()
    {
        File.WriteAllBytes(_folder["pixels"], new byte[10]);
        using var handle = File.OpenHandle(_folder["pixels"]);
        var items = new PixelFile(_folder["pixels"], handle, start: 2, count: 4, size: 2);
        Assert.Equal([0, 0], items.Item(3).ToArray());
        Assert.Equal(_folder["pixels"], Assert.Throws<DataFormatException>(() => items.Item(4).ToArray()).Path);
    }

    [Fact]
    public void Images_of_any_source_are_resized_and_inverted_where_that_is_asked_for()
    {
        DataSet plain = Samples.Create(height: 4, width: 4);
        IdxDirectory.Write(plain, _folder["data"]);
        var options = new PictureOptions(Resize: new PictureSize(8, 2), Invert: true);
        DataSet data = new DataCatalogue(_folder.Path, _folder["cache"]).Open("data", options);
        Assert.Equal(new PictureShape(1, 2, 8), data.Train.Shape);
        byte[] expected = Resampling.Scale(plain.Train.Pixels(3), plain.Train.Shape, new PictureSize(8, 2));
        Assert.Equal(expected.Select(value => (byte)(255 - value)), data.Train.Pixels(3).ToArray());
        Assert.Equal(["15 picture(s) resized to 8x2.", "15 picture(s) with dark and light exchanged."], data.Notes.AsEnumerable());
    }
}
