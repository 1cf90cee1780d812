namespace DkNN.Indexes.Projected.Tests;

/// <summary>With full certainty every answer is proven, however little the projections hold.</summary>
public sealed class ProvenConformanceTests : NeighborIndexConformance<ProjectedIndexFactory, ProjectedOptions>
{
    protected override double RecallFloor => 1;

    protected override ProjectedOptions Options => new() { Components = 5, FineComponents = 11, Certainty = 1 };
}
