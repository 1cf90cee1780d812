using DkNN.Data.Tests.Pictures;
using SkiaSharp;

namespace DkNN.Data.Tests.Formats;

/// <summary>What people and their tools put into folders of pictures.</summary>
public sealed class PictureFolderTests : IDisposable
{
    private static readonly byte[] Gray = MadePictures.Encode(SKEncodedImageFormat.Png, gray: true);
    private static readonly byte[] GrayInColour = MadePictures.Encode(SKEncodedImageFormat.Png);

    private readonly TemporaryFolder _folder = new();

    public PictureFolderTests()
    {
        foreach (string label in new[] { "a", "b" })
        {
            Put(Gray, "train", label, "1.png");
            Put(Gray, "test", label, "1.png");
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("train/.ipynb_checkpoints/1-checkpoint.png")]
    [InlineData("test/.ipynb_checkpoints/1-checkpoint.png")]
    [InlineData("train/a/.ipynb_checkpoints/1-checkpoint.png")]
    [InlineData("train/a/._1.png")]
    [InlineData("train/.DS_Store")]
    [InlineData("train/a/.DS_Store")]
    [InlineData("test/b/Thumbs.db")]
    [InlineData("train/__MACOSX/a/1.png")]
    [InlineData("__MACOSX/train/a/1.png")]
    [InlineData("train/a/desktop.ini")]
    [InlineData("train/@eaDir/1.png")]
    [InlineData("train/a/1.png~")]
    public void What_tools_leave_behind_is_neither_class_nor_picture(string path)
    {
        Put([0, 5, 22, 7], path.Split('/'));
        DataSet data = Read();
        Assert.Equal(["a", "b"], data.ClassNames.AsEnumerable());
        Assert.Equal([0, 1, 0, 1], [.. data.Train.Labels, .. data.Test.Labels]);
    }

    [Fact]
    public void Empty_debris_is_no_class()
    {
        Directory.CreateDirectory(_folder["train", ".ipynb_checkpoints"]);
        Assert.Equal(2, Read().Classes);
    }

    [Fact]
    public void Pictures_of_every_format_and_in_folders_below_are_read()
    {
        Put(MadePictures.Bmp(), "train", "a", "2.bmp");
        Put(MadePictures.Gif(frames: 1), "train", "a", "more", "3.gif");
        Put(GrayInColour, "train", "a", "more", "and more", "4");
        DataSet data = Read();
        Assert.Equal([0, 0, 0, 0, 1], data.Train.Labels.ToArray());
        Assert.All(Enumerable.Range(0, 5), image => Assert.Equal(MadePictures.Values, data.Train.Pixels(image).ToArray()));
        Assert.Empty(data.Notes);
    }

    [Fact]
    public void What_is_left_out_is_counted_and_told()
    {
        Put(Gray, "train", "stray.png");
        Put([1], "train", "a", "2.tif");
        Put([1], "train", "b", "notes.txt");
        Put([1], "test", "b", "._1.png");
        string notes = string.Join(' ', Read().Notes);
        Assert.Contains("train: 1 picture(s) outside the folders of classes are left out (stray.png)", notes, StringComparison.Ordinal);
        Assert.Contains("1 picture(s) of formats that are not read", notes, StringComparison.Ordinal);
        Assert.Contains($"1 file(s) that are no pictures are left out ({Path.Combine("b", "notes.txt")})", notes, StringComparison.Ordinal);
        Assert.Contains("test: 1 file(s) or folder(s) that tools left behind", notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("training", "testing")]
    [InlineData("Train", "Test")]
    [InlineData("train", "val")]
    public void The_parts_have_the_names_that_others_give_them(string train, string test)
    {
        using var other = new TemporaryFolder();
        Directory.Move(_folder["train"], other[train]);
        Directory.Move(_folder["test"], other[test]);
        Assert.Equal((2, 2), (ImageFolder.Read(other.Path).Train.Count, ImageFolder.Read(other.Path).Test.Count));
    }

    [Fact]
    public void A_set_is_in_colour_as_soon_as_one_picture_is_unless_grey_is_asked_for()
    {
        Put(Colour(), "test", "b", "2.png");

        DataSet data = Read();
        Assert.Equal((3, 3), (data.Train.Channels, data.Test.Channels));
        Assert.Equal([.. MadePictures.Values, .. MadePictures.Values, .. MadePictures.Values], data.Train.Pixels(0).ToArray());
        Assert.Contains("4 picture(s) without colour", Assert.Single(data.Notes), StringComparison.Ordinal);

        DataSet gray = Read(new PictureOptions(Gray: true));
        Assert.Equal(1, gray.Train.Channels);
        Assert.Equal(Enumerable.Repeat((byte)76, 6), gray.Test.Pixels(2).ToArray());
        Assert.Contains("1 picture(s) turned from colour to grey", Assert.Single(gray.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_are_made_one_where_that_is_asked_for()
    {
        using var large = new SKBitmap(6, 4, SKColorType.Gray8, SKAlphaType.Opaque);
        large.Erase(new SKColor(90, 90, 90));
        using SKData content = large.Encode(SKEncodedImageFormat.Png, 100);
        Put(content.ToArray(), "train", "b", "2.png");

        var problem = Assert.Throws<DataFormatException>(() => Read());
        Assert.Equal(_folder["train", "b", "2.png"], problem.Path);
        Assert.Contains("--resize 3x2", problem.Message, StringComparison.Ordinal);

        DataSet data = Read(new PictureOptions(Resize: new PictureSize(3, 2)));
        Assert.Equal(MadePictures.Values, data.Train.Pixels(0).ToArray());
        Assert.Equal(Enumerable.Repeat((byte)90, 6), data.Train.Pixels(2).ToArray());
        Assert.Equal("1 picture(s) resized to 3x2.", Assert.Single(data.Notes));
    }

    [Fact]
    public void Of_several_broken_pictures_the_first_is_named_every_time()
    {
        for (int picture = 2; picture < 40; picture++) Put([1], "train", "a", $"{picture:00}.png");
        string first = _folder["train", "a", "02.png"];
        Assert.All(Enumerable.Range(0, 5), _ => Assert.Equal(first, Assert.Throws<DataFormatException>(() => Read()).Path));
    }

    private DataSet Read(PictureOptions? options = null) => ImageFolder.Read(_folder.Path, options: options);

    private void Put(byte[] content, params string[] path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[path])!);
        File.WriteAllBytes(_folder[path], content);
    }

    private static byte[] Colour()
    {
        using var bitmap = new SKBitmap(3, 2, SKColorType.Rgba8888, SKAlphaType.Opaque);
        bitmap.Erase(SKColors.Red);
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
