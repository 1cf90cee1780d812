using System.Diagnostics;

namespace DkNN.Experiments;

/// <summary>What every stage is given.</summary>
/// <param name="Plan">The resolved experiment.</param>
/// <param name="Cache">Where artefacts are found and kept.</param>
/// <param name="Progress">Hears how the run goes on.</param>
/// <param name="CancellationToken">Stops the run; what was finished is kept.</param>
public sealed record RunContext(ExperimentPlan Plan, ArtefactCache Cache, IRunProgress Progress, CancellationToken CancellationToken)
{
    private readonly List<StageResult> _stages = [];

    /// <summary>How long each stage took so far.</summary>
    public IReadOnlyList<StageResult> Stages => _stages;

    /// <summary>Runs a stage and notes its time.</summary>
    /// <typeparam name="TResult">What the stage makes.</typeparam>
    /// <param name="name">Name of the stage in the results.</param>
    /// <param name="run">Does the work; says whether all of it came from the cache.</param>
    public TResult Time<TResult>(string name, Func<(TResult Result, bool Cached)> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        long start = Stopwatch.GetTimestamp();
        var (result, cached) = run();
        _stages.Add(new StageResult(name, Stopwatch.GetElapsedTime(start).TotalSeconds, cached));
        return result;
    }
}
