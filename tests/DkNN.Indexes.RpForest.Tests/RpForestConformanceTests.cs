namespace DkNN.Indexes.RpForest.Tests;

public sealed class RpForestConformanceTests : NeighborIndexConformance<RpForestIndexFactory, RpForestOptions>
{
    protected override double RecallFloor => 0.95;

    protected override RpForestOptions Options => new() { Trees = 20, LeafSize = 30, SearchNodes = 1_500 };
}
