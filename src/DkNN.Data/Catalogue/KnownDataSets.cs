using System.Collections.Immutable;

namespace DkNN.Data;

/// <summary>The data sets that come with the catalogue.</summary>
public static class KnownDataSets
{
    /// <summary>The synthetic digits of <see cref="GlyphSet"/>.</summary>
    public static KnownDataSet Glyphs { get; } = new(
        GlyphSet.Name,
        "synthetic handwritten digits, 28x28 grey, 6,000 train and 1,750 test, built in",
        "made by this program",
        "MIT",
        Digits,
        Files: [],
        Mirrors: []);

    /// <summary>Letters by the same hand: strangers for a network that knows the digits.</summary>
    public static KnownDataSet GlyphLetters { get; } = new(
        GlyphSet.LettersName,
        "synthetic capital letters by the same hand, 28x28 grey, 1,000 train and 1,000 test, built in",
        "made by this program",
        "MIT",
        [.. LetterOutlines.Letters.Select(letter => $"{letter}")],
        Files: [],
        Mirrors: []);

    /// <summary>
    /// MNIST: Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, "Gradient-based learning applied to document recognition", 1998.
    /// </summary>
    public static KnownDataSet Mnist { get; } = new(
        "mnist",
        "handwritten digits, 28x28 grey, 60,000 train and 10,000 test",
        "http://yann.lecun.com/exdb/mnist/",
        "CC BY-SA 3.0 (as commonly given)",
        Digits,
        Files(
            "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
            "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
            "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
            "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
        [new("https://ossci-datasets.s3.amazonaws.com/mnist/"), new("https://storage.googleapis.com/cvdf-datasets/mnist/")]);

    /// <summary>Fashion-MNIST: H. Xiao, K. Rasul, R. Vollgraf, arXiv:1708.07747, 2017.</summary>
    public static KnownDataSet FashionMnist { get; } = new(
        "fashion-mnist",
        "articles of clothing, 28x28 grey, 60,000 train and 10,000 test",
        "https://github.com/zalandoresearch/fashion-mnist",
        "MIT",
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"],
        Files(
            "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
            "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
            "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
            "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
        [
            new("https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"),
            new("https://storage.googleapis.com/tensorflow/tf-keras-datasets/"),
        ]);

    /// <summary>All of them, the built-in ones first.</summary>
    public static ImmutableArray<KnownDataSet> All { get; } = [Glyphs, GlyphLetters, Mnist, FashionMnist];

    private static ImmutableArray<string> Digits => ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    /// <summary>The four files of MNIST and of its drop-in replacement, which have the same lengths.</summary>
    private static ImmutableArray<KnownFile> Files(string trainImages, string trainLabels, string testImages, string testLabels) =>
    [
        new("train-images-idx3-ubyte", 47_040_016, trainImages),
        new("train-labels-idx1-ubyte", 60_008, trainLabels),
        new("t10k-images-idx3-ubyte", 7_840_016, testImages),
        new("t10k-labels-idx1-ubyte", 10_008, testLabels),
    ];
}
