namespace DkNN.Indexes.NNDescent.Tests;

public sealed class NNDescentConformanceTests : NeighborIndexConformance<NNDescentIndexFactory, NNDescentOptions>
{
    protected override double RecallFloor => 0.95;
}
