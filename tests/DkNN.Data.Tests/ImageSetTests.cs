using CsCheck;

namespace DkNN.Data.Tests;

public class ImageSetTests
{
    [Fact]
    public void Pixels_and_labels_are_those_given()
    {
        var images = ImageSet.Copy(1, 1, 2, 4, [1, 2, 3, 4, 5, 6], [0, 3, 2]);

        Assert.Equal(3, images.Count);
        Assert.Equal(2, images.ImageSize);
        Assert.Equal([3, 4], images.Pixels(1).ToArray());
        Assert.Equal(3, images.Label(1));
        Assert.Equal([0, 3, 2], images.Labels.ToArray());
    }

    [Fact]
    public void Changing_the_source_afterwards_changes_nothing()
    {
        byte[] pixels = [1, 2];
        var images = ImageSet.Copy(1, 1, 2, 1, pixels, [0]);
        string before = images.Fingerprint;

        pixels[0] = 9;

        Assert.Equal([1, 2], images.Pixels(0).ToArray());
        Assert.Equal(before, ImageSet.Copy(1, 1, 2, 1, [1, 2], [0]).Fingerprint);
    }

    [Fact]
    public void Selection_keeps_the_order_given() =>
        Samples.AnyDataSet.Sample(data =>
        {
            int[] ids = [.. Enumerable.Range(0, data.Train.Count).Reverse(), 0];
            ImageSet selected = data.Train.Select(ids);
            for (int i = 0; i < ids.Length; i++)
            {
                Assert.Equal(data.Train.Label(ids[i]), selected.Label(i));
                Assert.True(data.Train.Pixels(ids[i]).SequenceEqual(selected.Pixels(i)));
            }
        });

    [Fact]
    public void Fingerprint_depends_on_pixels_labels_shape_and_classes()
    {
        byte[] pixels = [1, 2, 3, 4, 5, 6, 7, 8];
        string[] prints =
        [
            ImageSet.Copy(1, 2, 2, 2, pixels, [0, 1]).Fingerprint,
            ImageSet.Copy(1, 2, 2, 2, pixels, [1, 1]).Fingerprint,
            ImageSet.Copy(1, 2, 2, 3, pixels, [0, 1]).Fingerprint,
            ImageSet.Copy(1, 1, 4, 2, pixels, [0, 1]).Fingerprint,
            ImageSet.Copy(2, 1, 2, 2, pixels, [0, 1]).Fingerprint,
            ImageSet.Copy(1, 2, 2, 2, [1, 2, 3, 4, 5, 6, 7, 9], [0, 1]).Fingerprint,
        ];

        Assert.Equal(prints.Length, prints.Distinct().Count());
        Assert.All(prints, print => Assert.Matches("^[0-9a-f]{64}$", print));
    }

    [Fact]
    public void Labels_beyond_a_byte_are_kept_and_fingerprinted()
    {
        ImageSet Two(int label) => ImageSet.Copy(1, 1, 1, 70, new byte[1], [label]);
        ImageSet Many(int label) => ImageSet.Copy(1, 1, 1, 60_000, new byte[1], [label]);
        Assert.Equal(59_999, Many(59_999).Label(0));
        // Modulo 256 these are equal.
        Assert.NotEqual(Many(3).Fingerprint, Many(259).Fingerprint);
        Assert.NotEqual(Many(3).Fingerprint, Two(3).Fingerprint);
    }

    [Fact]
    public void The_fingerprint_of_a_set_with_few_classes_is_the_one_it_always_had() =>
        // SHA-256 of 2, 1, 1, 2 and 3 as 32-bit little-endian numbers, the four pixels and the two labels, a byte each.
        Assert.Equal(
            "db54ba606891919795bf3c1101f2049c5267d93ad6b54bfacd5db153c4a5ff64",
            ImageSet.Copy(1, 1, 2, 3, [1, 2, 3, 4], [0, 2]).Fingerprint);

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ImageSet.Copy(1, 2, 2, 1, new byte[5], [0]));
        Assert.Throws<ArgumentException>(() => ImageSet.Copy(1, 1, 1, 2, new byte[1], [2]));
        Assert.Throws<ArgumentException>(() => ImageSet.Copy(1, 1, 1, 2, new byte[1], [-1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageSet.Copy(1, 1, 1, ImageSet.MostClasses + 1, new byte[1], [0]));
        var images = ImageSet.Copy(1, 1, 1, 1, new byte[1], [0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => images.Label(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => images.Pixels(-1).ToArray());
    }

    [Fact]
    public void Training_and_test_images_must_be_alike()
    {
        DataSet sample = Samples.Create();
        Assert.Throws<ArgumentException>(() => new DataSet("x", sample.Train, Samples.Create(width: 4).Test));
        Assert.Throws<ArgumentException>(() => new DataSet("x", sample.Train, Samples.Create(classes: 2).Test));
        Assert.Throws<ArgumentException>(() => new DataSet("x", sample.Train, sample.Test, ["one", "two"]));
    }

    [Fact]
    public void A_class_without_name_is_called_by_its_number()
    {
        DataSet sample = Samples.Create();
        Assert.Equal("2", sample.ClassName(2));
        Assert.Equal("c", new DataSet("x", sample.Train, sample.Test, ["a", "b", "c"]).ClassName(2));
    }
}
