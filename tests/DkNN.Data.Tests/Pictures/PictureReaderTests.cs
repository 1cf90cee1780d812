using SkiaSharp;

namespace DkNN.Data.Tests.Pictures;

public class PictureReaderTests
{
    public static TheoryData<string, byte[]> EveryFormat => new()
    {
        { "grey PNG", MadePictures.Encode(SKEncodedImageFormat.Png, gray: true) },
        { "PNG of equal channels", MadePictures.Encode(SKEncodedImageFormat.Png) },
        { "BMP", MadePictures.Bmp() },
        { "GIF", MadePictures.Gif(frames: 1) },
    };

    [Theory]
    [MemberData(nameof(EveryFormat))]
    public void A_grey_picture_is_grey_however_it_is_stored(string format, byte[] content)
    {
        Picture picture = Read(content);
        Assert.Equal((new PictureShape(1, 2, 3), PictureChanges.None), (picture.Shape, picture.Changes));
        Assert.True(picture.Pixels.Span.SequenceEqual(MadePictures.Values), format);
    }

    [Fact]
    public void Webp_and_jpeg_are_read_to_within_their_losses()
    {
        foreach (SKEncodedImageFormat format in new[] { SKEncodedImageFormat.Webp, SKEncodedImageFormat.Jpeg })
        {
            Picture picture = PictureReader.Read(
                new MemoryStream(MadePictures.Encode(format)), "picture", new PictureOptions(Gray: true));
            Assert.Equal(new PictureShape(1, 2, 3), picture.Shape);
            Assert.All(picture.Pixels.ToArray().Zip(MadePictures.Values), pair => Assert.InRange(pair.First, pair.Second - 8, pair.Second + 8));
        }
    }

    [Fact]
    public void Of_several_frames_the_first_is_read_and_that_is_told()
    {
        Picture picture = Read(MadePictures.Gif(frames: 2));
        Assert.Equal(MadePictures.Values, picture.Pixels.ToArray());
        Assert.Equal("first of several frames", Assert.Single(picture.Notes));
    }

    [Theory]
    // The bright corner of the stored picture, and where people see it.
    [InlineData(1, 0, 0)]
    [InlineData(2, 0, 1)]
    [InlineData(3, 1, 1)]
    [InlineData(4, 1, 0)]
    [InlineData(5, 0, 0)]
    [InlineData(6, 0, 1)]
    [InlineData(7, 1, 1)]
    [InlineData(8, 1, 0)]
    public void The_orientation_that_a_camera_noted_is_applied(int orientation, int bottom, int right)
    {
        Picture picture = Read(MadePictures.Oriented(orientation));
        (int height, int width) = orientation < 5 ? (8, 16) : (16, 8);
        Assert.Equal(new PictureShape(1, height, width), picture.Shape);
        for (int row = 0; row < 2; row++)
        {
            for (int column = 0; column < 2; column++)
            {
                byte middle = picture.Pixels.Span[(((row * height / 2) + (height / 4)) * width) + (column * width / 2) + (width / 4)];
                Assert.Equal((row, column) == (bottom, right), middle > 128);
            }
        }
    }

    [Fact]
    public void Rows_and_columns_are_exchanged_where_the_orientation_says_so()
    {
        // Each upright picture from the same stored one: 0 1 2 above 3 4 5.
        Dictionary<SKEncodedOrigin, int[]> expected = new()
        {
            [SKEncodedOrigin.TopLeft] = [0, 1, 2, 3, 4, 5],
            [SKEncodedOrigin.TopRight] = [2, 1, 0, 5, 4, 3],
            [SKEncodedOrigin.BottomRight] = [5, 4, 3, 2, 1, 0],
            [SKEncodedOrigin.BottomLeft] = [3, 4, 5, 0, 1, 2],
            [SKEncodedOrigin.LeftTop] = [0, 3, 1, 4, 2, 5],
            [SKEncodedOrigin.RightTop] = [3, 0, 4, 1, 5, 2],
            [SKEncodedOrigin.RightBottom] = [5, 2, 4, 1, 3, 0],
            [SKEncodedOrigin.LeftBottom] = [2, 5, 1, 4, 0, 3],
        };
        foreach ((SKEncodedOrigin origin, int[] pixels) in expected)
        {
            Assert.Equal(pixels, Enumerable.Range(0, 6).Select(new Upright(origin, storedWidth: 3, storedHeight: 2).Source));
        }
    }

    [Fact]
    public void A_background_that_is_transparent_is_dark_whether_inverted_or_not()
    {
        byte[] content = Png(new SKColor(0, 0, 0, alpha: 0));
        Assert.Equal([0], Read(content).Pixels.ToArray());
        Picture inverted = PictureReader.Read(new MemoryStream(content), "picture", new PictureOptions(Invert: true));
        Assert.Equal([0], inverted.Pixels.ToArray());
        Assert.Equal(PictureChanges.Blended | PictureChanges.Inverted, inverted.Changes);
        Picture ink = PictureReader.Read(new MemoryStream(Png(SKColors.Black)), "ink", new PictureOptions(Invert: true));
        Assert.Equal([255], ink.Pixels.ToArray());
    }

    [Fact]
    public void Colour_becomes_grey_by_the_weights_of_the_eye()
    {
        byte Gray(SKColor colour) =>
            PictureReader.Read(new MemoryStream(Png(colour)), "picture", new PictureOptions(Gray: true)).Pixels.Span[0];
        // 255 times 0.299, 0.587 and 0.114.
        Assert.Equal((76, 150, 29), (Gray(new SKColor(255, 0, 0)), Gray(new SKColor(0, 255, 0)), Gray(new SKColor(0, 0, 255))));
    }

    [Fact]
    public void A_network_gets_its_shape_and_hears_what_was_changed()
    {
        Picture gray = PictureReader.ReadAs(new MemoryStream(Png(SKColors.Red, size: 8)), "red", new PictureShape(1, 4, 4));
        Assert.Equal(Enumerable.Repeat((byte)76, 16), gray.Pixels.ToArray());
        Assert.Equal(["resized from 8x8 to 4x4", "turned from colour to grey"], gray.Notes.AsEnumerable());

        Picture colour = PictureReader.ReadAs(new MemoryStream(MadePictures.Bmp()), "grey", new PictureShape(3, 2, 3));
        Assert.Equal([.. MadePictures.Values, .. MadePictures.Values, .. MadePictures.Values], colour.Pixels.ToArray());
        Assert.Equal(PictureChanges.ToColor, colour.Changes);
    }

    [Fact]
    public void Half_the_size_is_the_weighted_mean_of_what_is_near()
    {
        // A triangle of reach 2 about pixel 1: weights 3/7, 3/7 and 1/7.
        Assert.Equal([12, 23], Resampling.Scale([7, 14, 21, 28], new PictureShape(1, 1, 4), new PictureSize(2, 1)));
        Assert.Equal([12, 23], Resampling.Scale([7, 14, 21, 28], new PictureShape(1, 4, 1), new PictureSize(1, 2)));
    }

    [Fact]
    public void Twice_the_size_lies_between_neighbours()
    {
        // A quarter of the way from one pixel's middle to the next.
        Assert.Equal([0, 25, 75, 100], Resampling.Scale([0, 100], new PictureShape(1, 1, 2), new PictureSize(4, 1)));
        Assert.Equal([9, 9, 9, 9, 9, 9], Resampling.Scale([9, 9], new PictureShape(2, 1, 1), new PictureSize(1, 3)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("28")]
    [InlineData("0x28")]
    [InlineData("28x-1")]
    [InlineData("28x28x3")]
    [InlineData("28x99999")]
    public void What_is_no_size_is_refused(string text) =>
        Assert.Contains("28x28", Assert.Throws<FormatException>(() => PictureSize.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_size_is_width_before_height() => Assert.Equal(new PictureSize(Width: 32, Height: 16), PictureSize.Parse("32x16"));

    [Fact]
    public void A_header_that_claims_gigabytes_is_refused()
    {
        byte[] bmp = MadePictures.Bmp();
        (bmp[20], bmp[24]) = (1, 1);
        Assert.Equal("huge", Assert.Throws<DataFormatException>(() => PictureReader.Read(new MemoryStream(bmp), "huge")).Path);
    }

    private static Picture Read(byte[] content) => PictureReader.Read(new MemoryStream(content), "picture");

    private static byte[] Png(SKColor colour, int size = 1)
    {
        using var bitmap = new SKBitmap(size, size, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        bitmap.Erase(colour);
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
