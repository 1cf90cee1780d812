namespace DkNN.Indexes.NNDescent.Tests;

/// <summary>Searches that walk over sketches, and their files.</summary>
public sealed class SketchedConformanceTests : NeighborIndexConformance<NNDescentIndexFactory, NNDescentOptions>
{
    protected override double RecallFloor => 0.95;

    protected override int Dimension => 80;

    protected override int HostileFiles => 4_000;

    protected override NNDescentOptions Options => new() { Sketch = 74 };
}
