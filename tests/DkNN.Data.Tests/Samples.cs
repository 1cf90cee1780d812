using CsCheck;

namespace DkNN.Data.Tests;

/// <summary>Small made-up data sets.</summary>
internal static class Samples
{
    /// <summary>Any small set: of one to three channels, every class among the training images.</summary>
    public static readonly Gen<DataSet> AnyDataSet =
        from channels in Gen.Int[1, 3]
        from height in Gen.Int[1, 5]
        from width in Gen.Int[1, 5]
        from classes in Gen.Int[1, 6]
        from extra in Gen.Int[0, 5]
        from seed in Gen.Int
        select Create(channels, height, width, classes, train: classes + extra, test: 1 + extra, seed);

    public static DataSet Create(
        int channels = 1, int height = 4, int width = 3, int classes = 3, int train = 9, int test = 6, int seed = 1) =>
        new("sample", Images(channels, height, width, classes, train, seed), Images(channels, height, width, classes, test, seed + 1));

    private static ImageSet Images(int channels, int height, int width, int classes, int count, int seed)
    {
        byte[] pixels = new byte[count * channels * height * width];
        new Random(seed).NextBytes(pixels);
        return ImageSet.Copy(
            channels, height, width, classes, pixels, [.. Enumerable.Range(0, count).Select(image => image % classes)]);
    }
}
