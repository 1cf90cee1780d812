using DkNN.Testing;

namespace ClusterIndex.Tests;

/// <summary>Contract, recall, determinism, concurrency, saving and loading, awkward rows: all inherited.</summary>
public sealed class ClusterIndexTests : NeighborIndexConformance<ClusterIndexFactory, ClusterOptions>
{
    protected override double RecallFloor => 0.6;
}
