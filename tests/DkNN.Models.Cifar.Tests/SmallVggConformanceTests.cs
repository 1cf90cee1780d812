namespace DkNN.Models.Cifar.Tests;

public sealed class SmallVggConformanceTests : ArchitectureConformance<SmallVgg>
{
    [Fact]
    public void Its_selection_leaves_out_convolutions_and_dropouts() => Assert.Equal(
        ["Pair1Pool", "Pair2Pool", "Pair3Pool", "Dense1", "Output"], PoolsAndDense.Info.Layers.Select(layer => layer.Name));
}
