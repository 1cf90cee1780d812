namespace DkNN.Data.Tests.Glyphs;

public class GlyphSetTests
{
    private static readonly DataSet Default = GlyphSet.Create();

    [Fact]
    public void The_default_set_has_the_promised_size_and_balance()
    {
        Assert.Equal((6000, 1750), (Default.Train.Count, Default.Test.Count));
        Assert.Equal((1, 28, 28, 10), (Default.Train.Channels, Default.Train.Height, Default.Train.Width, Default.Classes));
        Assert.All(Enumerable.Range(0, 10), digit => Assert.Equal(600, Default.Train.Labels.Count(digit)));
        Assert.All(Enumerable.Range(0, 10), digit => Assert.Equal(175, Default.Test.Labels.Count(digit)));
    }

    [Fact]
    public void The_default_set_has_the_same_bytes_on_every_platform()
    {
        Assert.Equal("46524d53e037f19ce5c2a20c524000d4f556267ca213047767b1b82541001a0f", Default.Train.Fingerprint);
        Assert.Equal("52e7458d034699eb36de3fb45d7e2693b351097d4d7d780ece0d778693c192ea", Default.Test.Fingerprint);
    }

    [Fact]
    public void A_smaller_set_is_a_prefix_of_a_larger_one()
    {
        DataSet small = GlyphSet.Create(train: 30, test: 20);
        Assert.Equal(small.Train.Fingerprint, Default.Train.Select([.. Enumerable.Range(0, 30)]).Fingerprint);
        Assert.Equal(small.Test.Fingerprint, Default.Test.Select([.. Enumerable.Range(0, 20)]).Fingerprint);
    }

    [Fact]
    public void The_seed_and_the_part_decide_the_images()
    {
        Assert.NotEqual(GlyphSet.Create(30, 30).Train.Fingerprint, GlyphSet.Create(30, 30, seed: 1).Train.Fingerprint);
        Assert.NotEqual(GlyphSet.Create(30, 30).Train.Fingerprint, GlyphSet.Create(30, 30).Test.Fingerprint);
    }

    [Fact]
    public void No_image_occurs_twice()
    {
        IEnumerable<string> images = new[] { Default.Train, Default.Test }.SelectMany(
            part => Enumerable.Range(0, part.Count).Select(image => Convert.ToBase64String(part.Pixels(image))));
        Assert.Equal(7750, images.Distinct().Count());
    }

    [Fact]
    public void Letters_are_balanced_named_and_by_another_act_of_writing_each()
    {
        DataSet letters = GlyphSet.CreateLetters(train: 200, test: 100);
        Assert.Equal("AEFHKMRTWX", string.Concat(letters.ClassNames));
        Assert.Equal(Default.Train.Shape, letters.Train.Shape);
        Assert.All(Enumerable.Range(0, 10), letter => Assert.Equal(10, letters.Test.Labels.Count(letter)));
        IEnumerable<string> images = new[] { letters.Train, letters.Test }.SelectMany(
            part => Enumerable.Range(0, part.Count).Select(image => Convert.ToBase64String(part.Pixels(image))));
        Assert.Equal(300, images.Distinct().Count());

        // Further from every digit than digits are from each other, by raw pixels; the ink is the same.
        double digits = MeanNearest(Default.Test), strangers = MeanNearest(letters.Test);
        Assert.True(strangers > 1.2 * digits, $"letters {strangers}, digits {digits}");
        static double MeanNearest(ImageSet images) => Enumerable.Range(0, 100).Average(
            query => Enumerable.Range(0, 1000).Min(image => SquaredDistance(images.Pixels(query), Default.Train.Pixels(image))));
    }

    [Fact]
    public void Ink_is_present_and_rarely_touches_the_edge()
    {
        int touching = 0;
        for (int image = 0; image < Default.Train.Count; image++)
        {
            ReadOnlySpan<byte> pixels = Default.Train.Pixels(image);
            int ink = 0, edge = 0;
            for (int pixel = 0; pixel < pixels.Length; pixel++)
            {
                if (pixels[pixel] < 128) continue;
                ink++;
                if (pixel % 28 is 0 or 27 || pixel / 28 is 0 or 27) edge++;
            }
            Assert.InRange(ink, 12, 350);
            if (edge > 0) touching++;
        }
        Assert.InRange(touching, 0, Default.Train.Count / 50);
    }

    [Fact]
    public void Raw_pixels_tell_digits_apart_about_as_well_as_on_handwriting()
    {
        // One nearest neighbour among 2,000: well above chance, and well below the perfection of print.
        int right = 0;
        for (int query = 0; query < 300; query++)
        {
            int nearest = Enumerable.Range(0, 2000).MinBy(
                image => SquaredDistance(Default.Test.Pixels(query), Default.Train.Pixels(image)));
            if (Default.Train.Label(nearest) == Default.Test.Label(query)) right++;
        }
        Assert.InRange(right / 300.0, 0.88, 0.98);
    }

    [Fact]
    public void Writing_can_be_cancelled() =>
        Assert.ThrowsAny<OperationCanceledException>(() => GlyphSet.Create(cancellation: new CancellationToken(canceled: true)));

    private static int SquaredDistance(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int sum = 0;
        for (int i = 0; i < left.Length; i++) sum += (left[i] - right[i]) * (left[i] - right[i]);
        return sum;
    }
}
