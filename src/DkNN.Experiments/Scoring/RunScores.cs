using System.Collections.Immutable;

namespace DkNN.Experiments;

/// <summary>The scores of a run, ready.</summary>
/// <param name="All">In the order asked for.</param>
/// <param name="States">What they learnt, in that order.</param>
internal sealed record RunScores(ImmutableArray<RunScore> All, ImmutableArray<ScoreState> States) : IDisposable
{
    public void Dispose()
    {
        foreach (var score in All) score.Fitted.Dispose();
        foreach (var state in States) state.Dispose();
    }
}
