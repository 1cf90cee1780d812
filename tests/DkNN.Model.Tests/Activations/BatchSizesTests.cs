namespace DkNN.Model.Tests.Activations;

public sealed class BatchSizesTests
{
    [Theory]
    [InlineData(12_544, 1, 512, 500)]
    [InlineData(43_264, 4, 512, 500)]
    [InlineData(3_211_264, 8, 16, 20)]
    [InlineData(100_000_000, 3, 1, 2)]
    public void Large_layers_go_through_in_small_batches(int neurons, int layers, int inference, int training)
    {
        var architecture = new ArchitectureInfo(
            "made-up",
            new ImageShape(1, 8, 8),
            2,
            [.. Enumerable.Range(0, layers).Select(place => new Layer($"L{place}", LayerKind.Conv2d, place, new ImageShape(neurons, 1, 1)))],
            "",
            "");
        Assert.Equal(inference, BatchSizes.ForInference(architecture));
        Assert.Equal(training, BatchSizes.ForTraining(architecture));
    }
}
