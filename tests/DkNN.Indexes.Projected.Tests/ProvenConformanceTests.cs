namespace DkNN.Indexes.Projected.Tests;

/// <summary>With full certainty every answer is proven, however little the projection holds.</summary>
public sealed class ProvenConformanceTests : NeighborIndexConformance<ProjectedIndexFactory, ProjectedOptions>
{
    protected override double RecallFloor => 1;

    protected override ProjectedOptions Options => new() { Components = 5, Certainty = 1 };
}
