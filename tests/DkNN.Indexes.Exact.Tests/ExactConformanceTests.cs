namespace DkNN.Indexes.Exact.Tests;

public sealed class ExactConformanceTests : NeighborIndexConformance<ExactIndexFactory, ExactOptions>
{
    protected override double RecallFloor => 1;
}
