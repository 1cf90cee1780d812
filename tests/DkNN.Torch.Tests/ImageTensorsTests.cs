using static TorchSharp.torch;

namespace DkNN.Torch.Tests;

public sealed class ImageTensorsTests
{
    [Fact]
    public void Scaling_divides_each_byte_by_255()
    {
        byte[] everyByte = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
        using var images = new ImageTensors(everyByte, [3, 7], new ImageShape(2, 8, 8));
        using var scope = NewDisposeScope();
        Assert.Equal([2L, 2, 8, 8], images.Images(0, 2).shape);
        Assert.Equal(everyByte.Select(value => value / 255f), images.Images(0, 2).data<float>().ToArray());
        Assert.Equal(everyByte[128..].Select(value => value / 255f), images.Images(tensor([1L])).data<float>().ToArray());
        Assert.Equal([7L, 3L], images.Labels(tensor([1L, 0L])).data<long>().ToArray());
    }

    [Fact]
    public void Images_are_read_when_they_are_asked_for()
    {
        List<int> read = [];
        using var images = new ImageTensors(
            (image, pixels) =>
            {
                read.Add(image);
                pixels.Fill((byte)image);
            },
            [0, 1, 2, 3],
            new ImageShape(1, 1, 2));
        using var scope = NewDisposeScope();
        Assert.Empty(read);
        Assert.Equal([3 / 255f, 3 / 255f, 1 / 255f, 1 / 255f], images.Images(tensor([3L, 1L])).data<float>().ToArray());
        Assert.Equal([3, 1], read);
    }

    [Fact]
    public void Pixels_that_are_no_whole_number_of_images_are_refused() =>
        Assert.Throws<ArgumentException>(() => new ImageTensors(new byte[10], [1, 2], new ImageShape(1, 2, 2)));
}
