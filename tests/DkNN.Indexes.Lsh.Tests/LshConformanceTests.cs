namespace DkNN.Indexes.Lsh.Tests;

public sealed class LshConformanceTests : NeighborIndexConformance<LshIndexFactory, LshOptions>
{
    protected override double RecallFloor => 0.95;

    protected override LshOptions Options => new() { Tables = 6, Probes = 400 };
}
