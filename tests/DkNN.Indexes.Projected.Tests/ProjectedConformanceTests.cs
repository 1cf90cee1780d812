namespace DkNN.Indexes.Projected.Tests;

public sealed class ProjectedConformanceTests : NeighborIndexConformance<ProjectedIndexFactory, ProjectedOptions>
{
    protected override double RecallFloor => 0.98;

    protected override ProjectedOptions Options => new() { Components = 20, Certainty = 0.8 };
}
