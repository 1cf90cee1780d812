using SkiaSharp;

namespace DkNN.Data.Tests.Formats;

public sealed class ImageFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Classes_and_images_stand_in_ordinal_order_with_their_pixels()
    {
        Grey("train", "zebra", "10.png", 10);
        Grey("train", "zebra", "9.png", 9);
        Grey("train", "Ape", "1.png", 1);
        Grey("test", "zebra", "1.png", 200);
        File.WriteAllText(_folder["train", "zebra", "notes.txt"], "no picture");

        DataSet data = Read();

        Assert.Equal(["Ape", "zebra"], data.ClassNames.AsEnumerable());
        Assert.Equal([0, 1, 1], data.Train.Labels.ToArray());
        Assert.Equal([1], data.Test.Labels.ToArray());
        Assert.Equal([1, 10, 9], Enumerable.Range(0, 3).Select(image => (int)data.Train.Pixels(image)[0]));
        Assert.Equal((1, 2, 3), (data.Train.Channels, data.Train.Height, data.Train.Width));
        Assert.Equal(Path.GetFileName(_folder.Path), data.Name);
    }

    [Fact]
    public void Colours_become_planes_of_red_green_and_blue()
    {
        Colour("train", "a", "1.png", new SKColor(10, 20, 30));
        Colour("test", "a", "1.png", new SKColor(40, 50, 60));

        DataSet data = Read();

        Assert.Equal([10, 10, 20, 20, 30, 30], data.Train.Pixels(0).ToArray());
        Assert.Equal([40, 40, 50, 50, 60, 60], data.Test.Pixels(0).ToArray());
    }

    [Fact]
    public void Transparent_pixels_are_blended_with_black()
    {
        Colour("train", "a", "1.png", new SKColor(200, 100, 50, alpha: 0));
        Colour("test", "a", "1.png", new SKColor(200, 100, 50, alpha: 255));

        Assert.Equal(new byte[6], Read().Train.Pixels(0).ToArray());
        Assert.Equal([200, 200, 100, 100, 50, 50], Read().Test.Pixels(0).ToArray());
    }

    [Fact]
    public void Photographs_in_jpeg_are_read()
    {
        Save(new SKBitmap(8, 8, SKColorType.Gray8, SKAlphaType.Opaque), SKEncodedImageFormat.Jpeg, "train", "a", "1.jpg");
        Save(new SKBitmap(8, 8, SKColorType.Gray8, SKAlphaType.Opaque), SKEncodedImageFormat.Jpeg, "test", "a", "1.JPEG");
        Assert.Equal((1, 1), (Read().Train.Count, Read().Test.Count));
    }

    [Fact]
    public void A_picture_of_another_size_is_named()
    {
        Valid();
        Save(new SKBitmap(4, 2, SKColorType.Gray8, SKAlphaType.Opaque), SKEncodedImageFormat.Png, "train", "a", "2.png");
        AssertFault(_folder["train", "a", "2.png"], "4 x 2 grey, the first one is 3 x 2 grey");
    }

    [Fact]
    public void One_picture_in_colour_makes_a_set_in_colour()
    {
        Valid();
        var red = new SKBitmap(3, 2, SKColorType.Rgba8888, SKAlphaType.Opaque);
        red.Erase(SKColors.Red);
        Save(red, SKEncodedImageFormat.Png, "test", "a", "2.png");
        var data = Read();
        Assert.Equal((3, 3), (data.Train.Channels, data.Test.Channels));
    }

    [Fact]
    public void A_file_that_is_no_picture_is_named()
    {
        Valid();
        File.WriteAllText(_folder["train", "a", "2.png"], "hello");
        AssertFault(_folder["train", "a", "2.png"], "no picture");
    }

    [Fact]
    public void A_truncated_picture_is_named()
    {
        Valid();
        var random = new Random(1);
        using var noise = new SKBitmap(64, 64, SKColorType.Gray8, SKAlphaType.Opaque);
        random.NextBytes(noise.GetPixelSpan());
        Save(noise, SKEncodedImageFormat.Png, "train", "a", "1.png");
        Save(noise, SKEncodedImageFormat.Png, "test", "a", "1.png");
        byte[] whole = File.ReadAllBytes(_folder["test", "a", "1.png"]);
        File.WriteAllBytes(_folder["test", "a", "1.png"], whole[..(whole.Length / 2)]);
        AssertFault(_folder["test", "a", "1.png"], "cannot be decoded");
    }

    [Fact]
    public void Missing_and_empty_folders_are_named()
    {
        AssertFault(_folder["train"], "no folders of classes");
        Grey("train", "a", "1.png", 1);
        AssertFault(_folder["test"], "no folders of classes");
        Directory.CreateDirectory(_folder["test", "a"]);
        AssertFault(_folder["test"], "no pictures");
        Grey("test", "a", "1.png", 1);
        Directory.CreateDirectory(_folder["train", "b"]);
        AssertFault(_folder["train", "b"], "no pictures");
    }

    [Fact]
    public void A_test_class_without_training_images_is_named()
    {
        Valid();
        Grey("test", "b", "1.png", 1);
        AssertFault(_folder["test", "b"], "no training images");
    }

    private void Valid()
    {
        Grey("train", "a", "1.png", 1);
        Grey("test", "a", "1.png", 2);
    }

    private DataSet Read() => ImageFolder.Read(_folder.Path);

    private void AssertFault(string path, string fault)
    {
        var exception = Assert.Throws<DataFormatException>(Read);
        Assert.Equal(path, exception.Path);
        Assert.Contains(fault, exception.Message, StringComparison.Ordinal);
    }

    private void Grey(string part, string label, string file, byte value)
    {
        using var bitmap = new SKBitmap(3, 2, SKColorType.Gray8, SKAlphaType.Opaque);
        for (int y = 0; y < bitmap.Height; y++) bitmap.GetPixelSpan().Slice(y * bitmap.RowBytes, bitmap.Width).Fill(value);
        Save(bitmap, SKEncodedImageFormat.Png, part, label, file);
    }

    private void Colour(string part, string label, string file, SKColor colour)
    {
        using var bitmap = new SKBitmap(2, 1, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        bitmap.Erase(colour);
        Save(bitmap, SKEncodedImageFormat.Png, part, label, file);
    }

    private void Save(SKBitmap bitmap, SKEncodedImageFormat format, params string[] path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[path])!);
        using FileStream file = File.Create(_folder[path]);
        Assert.True(bitmap.Encode(file, format, 90));
    }
}
