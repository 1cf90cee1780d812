namespace DkNN.Models.Cifar.Tests;

public sealed class ResNet20ConformanceTests : ArchitectureConformance<ResNet20>
{
    /// <summary>He et al. count 0.27 million parameters; the convolutions on the two shortcuts, with their norms, are ours.</summary>
    [Fact]
    public void It_has_the_parameters_that_its_authors_count_and_those_of_two_shortcuts()
    {
        using var network = ResNet20.Create();
        long count = network.parameters().Sum(parameter => parameter.numel());
        const long Shortcuts = (16 * 32) + (2 * 32) + (32 * 64) + (2 * 64);
        Assert.InRange(count - Shortcuts, 265_000, 275_000);
        Assert.Equal(1 + 2 + 9 * 5 + 2 * 2 + 2, ResNet20.Info.Layers.Length);
    }

    [Fact]
    public void Its_selections_are_these()
    {
        Assert.Equal(["Wide1Sum", "Wide2Sum", "Wide3Sum", "Middle1Sum", "Middle2Sum", "Middle3Sum", "Narrow1Sum", "Narrow2Sum", "Narrow3Sum"], Names(BlockSums.Info));
        Assert.Equal(["Narrow2Sum", "Narrow3Sum", "Mean", "Output"], Names(LateLayers.Info));
        Assert.Equal(LateLayers.TotalNeurons, LateLayers.Info.TotalNeurons);
    }

    private static IEnumerable<string> Names(SelectionInfo selection) => selection.Layers.Select(layer => layer.Name);
}
