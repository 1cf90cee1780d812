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
    /// <summary>How often a run goes on whose artefacts vanish under it.</summary>
    private const int Attempts = 3;

    private readonly Dictionary<string, Artefact> _held = [];
    private readonly Dictionary<string, object> _shared = [];
    private readonly Stack<IDisposable> _open = [];
    private readonly List<StageResult> _stages = [];
    private TimeSpan _within;

    /// <summary>How long each stage took so far, in the order in which they ended.</summary>
    public IReadOnlyList<StageResult> Stages => _stages;

    /// <summary>Hears how the run goes on.</summary>
    public IRunProgress Progress => progress;

    /// <summary>Stops the run.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Does work in stages; where somebody empties the cache under it, what is gone is made again.</summary>
    /// <typeparam name="TResult">What comes of it.</typeparam>
    /// <param name="work">The work, which may be begun anew.</param>
    /// <exception cref="ArtefactLostException">Artefacts vanish each time.</exception>
    internal TResult Persist<TResult>(Func<TResult> work)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return work();
            }
            catch (ArtefactLostException problem) when (attempt < Attempts)
            {
                progress.Warn(problem.Message);
                _stages.Clear();
            }
        }
    }

    /// <summary>Runs a stage; the result is the caller's.</summary>
    internal TResult Run<TResult>(IStage<TResult> stage)
    {
        long start = Stopwatch.GetTimestamp();
        var before = _within;
        _within = TimeSpan.Zero;
        var (artefacts, cached) = FindOrMake(stage);
        var result = stage.Load(artefacts);
        // A stage that had another run first does not count its time again.
        var took = Stopwatch.GetElapsedTime(start);
        var own = took - _within;
        _within = before + took;
        // Where there was nothing to make, as in tuning indexes without a dial, nothing came from the cache either.
        if (!artefacts.IsEmpty) _stages.Add(new StageResult(stage.Name, own.TotalSeconds, cached));
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

    /// <summary>Closes what is shared, the last opened first, and lets go of all artefacts.</summary>
    public void Dispose()
    {
        while (_open.TryPop(out var open)) open.Dispose();
        foreach (var artefact in _held.Values) artefact.Dispose();
        _held.Clear();
    }

    private (ImmutableArray<Artefact> Artefacts, bool Cached) FindOrMake<TResult>(IStage<TResult> stage)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var keys = stage.Keys;
        Artefact?[] found = [.. keys.Select(Find)];
        var missing = Enumerable.Range(0, found.Length).Where(place => found[place] is null).ToImmutableSortedDictionary(
            place => place, place => keys[place]);
        if (!missing.IsEmpty)
        {
            using var work = new StageWork(cache, progress, missing, cancellationToken);
            stage.Make(work);
            foreach (var (place, artefact) in work.Commit()) found[place] = Hold(artefact);
        }
        return ([.. found.Select(artefact => artefact!)], missing.IsEmpty);
    }

    /// <summary>An artefact that is held already, or that the cache has.</summary>
    private Artefact? Find(ArtefactKey key)
    {
        if (_held.TryGetValue(key.Hash, out var held) && !held.IsLost) return held;
        return cache.Find(key, cancellationToken) is { } found ? Hold(found) : null;
    }

    private Artefact Hold(Artefact artefact)
    {
        if (_held.Remove(artefact.Key.Hash, out var former)) former.Dispose();
        _held.Add(artefact.Key.Hash, artefact);
        return artefact;
    }
}
