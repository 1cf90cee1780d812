using DkNN.Testing;
using Xunit;

namespace SmallNetwork.Tests;

/// <summary>Shapes, logits, gradients, selections, weights on disk, freed tensors: all inherited.</summary>
public sealed class SmallNetworkTests : ArchitectureConformance<SmallNetworkPlugin>
{
    [Fact]
    public void The_selections_are_these()
    {
        Assert.Equal(["Norm1", "Norm2"], NormsOnly.Info.Layers.Select(layer => layer.Name));
        Assert.Equal(["Sum", "Output"], LateLayers.Info.Layers.Select(layer => layer.Name));
        Assert.Equal(2 * 16 * 14 * 14, NormsOnly.TotalNeurons);
    }
}
