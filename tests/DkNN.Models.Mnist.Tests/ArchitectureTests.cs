using System.Collections.Immutable;

namespace DkNN.Models.Mnist.Tests;

/// <summary>The architectures against the published tables; nothing here needs libtorch.</summary>
public sealed class ArchitectureTests
{
    [Fact]
    public void The_baseline_has_the_papers_outputs() => Assert.Equal(
        [("Conv1", new(64, 14, 14)), ("Conv2", new(128, 5, 5)), ("Conv3", new(128, 1, 1)), ("Output", new(10, 1, 1))],
        MnistBaseline.Info.Layers.Select(layer => (layer.Name, layer.Output)));

    [Fact]
    public void The_baseline_has_the_papers_neurons() => Assert.Equal([12_544, 3_200, 128, 10], Neurons(MnistBaseline.Info.Layers));

    [Fact]
    public void The_deeper_network_has_the_thesis_neurons() => Assert.Equal(
        [43_264, 36_864, 9_216, 9_216, 12_800, 8_192, 2_048, 2_048, 1_024, 256, 256, 256, 512, 10], Neurons(MnistKaggle.Info.Layers));

    [Fact]
    public void Selections_by_kind_and_by_name_hold_what_they_say()
    {
        Assert.Equal(["Conv2", "Conv3", "Output"], Names(DeepLayers.Info));
        Assert.Equal(["Conv1", "Conv2", "Conv3"], Names(ConvolutionsOnly.Info));
        Assert.Equal(["Norm1", "Norm2", "Norm3"], Names(BatchNormOnly.Info));
        Assert.Equal(["Pool1", "Pool2", "Pool3"], Names(MaxPoolOnly.Info));
        Assert.Equal(SelectionInfo.All, MnistKaggle.All.Info.Name);
        Assert.Equal(MnistKaggle.Info.Layers.AsEnumerable(), MnistKaggle.All.Info.Layers);
    }

    [Fact]
    public void Sizes_are_compile_time_constants()
    {
        const int Rows = MnistKaggle.Layers.Norm3.Neurons;
        const long Bytes = MnistBaseline.Layers.Conv1.BytesPerImage;
        Assert.Equal((256, 50_176L), (Rows, Bytes));
    }

    /// <summary>
    /// Saved weights and indexes carry the fingerprint. It changes with the architecture only, never by accident: these are the SHA-256 of
    /// the canonical text that docs/architectures.md describes.
    /// </summary>
    [Fact]
    public void A_fingerprint_is_the_hash_of_the_documented_text()
    {
        const string Text = """
            dknn-architecture 1
            input 1x28x28
            classes 10
            Conv1 Conv2d filters=64 kernel=8 stride=2 padding=3 activation=ReLU
            Conv2 Conv2d filters=128 kernel=6 stride=2 padding=0 activation=ReLU
            Conv3 Conv2d filters=128 kernel=5 stride=1 padding=0 activation=ReLU
            Output Dense neurons=10 activation=Softmax

            """;
        byte[] hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Text.ReplaceLineEndings("\n")));
        Assert.Equal(Convert.ToHexStringLower(hash), MnistBaseline.Info.Fingerprint);
        Assert.NotEqual(MnistBaseline.Info.Fingerprint, MnistKaggle.Info.Fingerprint);
    }

    private static IEnumerable<int> Neurons(ImmutableArray<Layer> layers) => layers.Select(layer => layer.Neurons);

    private static IEnumerable<string> Names(SelectionInfo selection) => selection.Layers.Select(layer => layer.Name);
}
