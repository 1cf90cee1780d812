namespace DkNN.Indexes.Lsh.Tests;

/// <summary>Hashing of rows that are reduced first, with three functions a table.</summary>
public sealed class ReducedRowsConformanceTests : NeighborIndexConformance<LshIndexFactory, LshOptions>
{
    protected override double RecallFloor => 0.9;

    protected override LshOptions Options => new()
    {
        Tables = 6, Probes = 800, FeatureDimension = 16, HashFunctions = 3, LastDimension = 2,
    };
}
