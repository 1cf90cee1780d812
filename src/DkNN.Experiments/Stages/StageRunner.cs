using System.Collections.Immutable;
using System.Diagnostics;

namespace DkNN.Experiments;

/// <summary>
/// Runs stages: finds their artefacts or has them made, takes the time, and remembers what is open, so that all that use one artefact
/// share one copy of it.
/// </summary>
/// <param name="cache">Where artefacts are found and kept.</param>
/// <param name="progress">Hears how the run goes on.</param>
/// <param name="cancellationToken">Stops the run; what was finished is kept.</param>
public sealed class StageRunner(ArtefactCache cache, IRunProgress progress, CancellationToken cancellationToken) : IDisposable
{
    private readonly Dictionary<string, object> _shared = [];
    private readonly Stack<IDisposable> _open = [];
    private readonly List<StageResult> _stages = [];

    /// <summary>How long each stage took so far, in the order in which they ended.</summary>
    public IReadOnlyList<StageResult> Stages => _stages;

    /// <summary>Hears how the run goes on.</summary>
    public IRunProgress Progress => progress;

    /// <summary>Stops the run.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Runs a stage; the result is the caller's.</summary>
    internal TResult Run<TResult>(IStage<TResult> stage)
    {
        long start = Stopwatch.GetTimestamp();
        var (artefacts, cached) = FindOrMake(stage);
        TResult result;
        try
        {
            result = stage.Load(artefacts);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            // Somebody emptied the cache between two lines of ours: what is gone is made again, once.
            (artefacts, cached) = FindOrMake(stage);
            result = stage.Load(artefacts);
        }
        _stages.Add(new StageResult(stage.Name, Stopwatch.GetElapsedTime(start).TotalSeconds, cached));
        return result;
    }

    /// <summary>Runs a stage, or gives what an equal one gave before; the result stays this object's, and is open as long as it is.</summary>
    internal TResult Share<TResult>(IStage<TResult> stage)
        where TResult : class
    {
        string name = string.Join(' ', stage.Keys.Select(key => key.Hash).Prepend(typeof(TResult).Name));
        if (_shared.TryGetValue(name, out object? known)) return (TResult)known;
        var result = Run(stage);
        _shared.Add(name, result);
        if (result is IDisposable open) _open.Push(open);
        return result;
    }

    /// <summary>The artefacts of a stage, whole and on disk, for who wants their files.</summary>
    internal ImmutableArray<Artefact> Artefacts<TResult>(IStage<TResult> stage) => FindOrMake(stage).Artefacts;

    /// <summary>Closes what is shared, the last opened first.</summary>
    public void Dispose()
    {
        while (_open.TryPop(out var open)) open.Dispose();
    }

    private (ImmutableArray<Artefact> Artefacts, bool Cached) FindOrMake<TResult>(IStage<TResult> stage)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Artefact?[] found = [.. stage.Keys.Select(key => cache.Find(key, cancellationToken))];
        var missing = Enumerable.Range(0, found.Length).Where(place => found[place] is null).ToImmutableSortedDictionary(
            place => place, place => stage.Keys[place]);
        if (!missing.IsEmpty)
        {
            using var work = new StageWork(cache, progress, missing, cancellationToken);
            stage.Make(work);
            foreach (var (place, artefact) in work.Commit()) found[place] = artefact;
        }
        return ([.. found.Select(artefact => artefact!)], missing.IsEmpty);
    }
}
