using System.Collections.Immutable;

namespace DkNN.Experiments;

/// <summary>The test images under attack with every budget.</summary>
/// <param name="All">One for every budget, in ascending order.</param>
internal sealed record AdversarialSets(ImmutableArray<AdversarialSet> All) : IDisposable
{
    public void Dispose()
    {
        foreach (var set in All) set.Dispose();
    }
}
