namespace DkNN.Indexes.Hnsw.Tests;

public sealed class HnswConformanceTests : NeighborIndexConformance<HnswIndexFactory, HnswOptions>
{
    protected override double RecallFloor => 0.95;
}
