namespace DkNN.Indexes.NNDescent.Tests;

/// <summary>Searches that walk over sketches, and their files.</summary>
public sealed class SketchedConformanceTests : NeighborIndexConformance<NNDescentIndexFactory, NNDescentOptions>
{
    protected override double RecallFloor => 0.95;

    protected override int Dimension => 80;

    protected override int HostileFiles => FullTests.Times(all: 4_000, some: 500);

    protected override NNDescentOptions Options => new() { Sketch = 74 };
}
