namespace DkNN.Indexes.RpForest.Tests;

/// <summary>The forest over rows longer than its planes, which split a random projection.</summary>
public sealed class ProjectedPlanesConformanceTests : NeighborIndexConformance<RpForestIndexFactory, RpForestOptions>
{
    protected override double RecallFloor => 0.9;

    protected override RpForestOptions Options => new() { Trees = 20, LeafSize = 30, PlaneDimension = 24, SearchNodes = 2_000 };
}
