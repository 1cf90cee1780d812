namespace DkNN.Data.Tests.Pictures;

public sealed class PictureWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_is_written_is_read_as_it_was(int channels)
    {
        var shape = new PictureShape(channels, Height: 5, Width: 7);
        byte[] pixels = [.. Enumerable.Range(0, shape.Size).Select(value => (byte)(value * 37))];
        PictureWriter.WritePng(_folder["picture.png"], shape, pixels);
        Picture read = PictureReader.Read(_folder["picture.png"]);
        Assert.Equal(shape, read.Shape);
        Assert.Equal(pixels, read.Pixels.ToArray());
        Assert.Equal(["picture.png"], _folder.FileNames());
    }

    [Fact]
    public void Pixels_that_do_not_fit_the_shape_are_refused()
    {
        Assert.Throws<ArgumentException>(() => PictureWriter.WritePng(_folder["x.png"], new PictureShape(1, 2, 2), new byte[3]));
        Assert.Throws<ArgumentException>(() => PictureWriter.WritePng(_folder["x.png"], new PictureShape(2, 2, 2), new byte[8]));
        Assert.Empty(_folder.FileNames());
    }
}
