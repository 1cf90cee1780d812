using System.Collections.Immutable;

namespace DkNN.Experiments;

/// <summary>The artefacts that a stage has to make, and what it needs for that.</summary>
/// <param name="cache">Where they will be kept.</param>
/// <param name="progress">Hears how the work goes on.</param>
/// <param name="missing">Key of every artefact to make, by its place among the stage's keys.</param>
/// <param name="cancellationToken">Stops the work.</param>
internal sealed class StageWork(
    ArtefactCache cache, IRunProgress progress, ImmutableSortedDictionary<int, ArtefactKey> missing, CancellationToken cancellationToken)
    : IDisposable
{
    private readonly Dictionary<int, ArtefactWriter> _writers = [];

    /// <summary>Where artefacts of other stages, such as earlier epochs, are found and kept.</summary>
    public ArtefactCache Cache => cache;

    /// <summary>Hears how the work goes on.</summary>
    public IRunProgress Progress => progress;

    /// <summary>Stops the work.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Places of the artefacts to make, in ascending order.</summary>
    public IEnumerable<int> Missing => missing.Keys;

    /// <summary>Whether an artefact is to be made.</summary>
    /// <param name="place">Its place among the stage's keys.</param>
    public bool Wants(int place) => missing.ContainsKey(place);

    /// <summary>Where to write one file of an artefact.</summary>
    /// <param name="place">Place among the stage's keys.</param>
    /// <param name="name">File name.</param>
    public string File(int place, string name)
    {
        if (!_writers.TryGetValue(place, out var writer)) _writers.Add(place, writer = cache.Begin(missing[place]));
        return writer.File(name);
    }

    /// <summary>Publishes what was written.</summary>
    /// <returns>The artefacts by their places.</returns>
    public IReadOnlyDictionary<int, Artefact> Commit() => _writers.ToDictionary(writer => writer.Key, writer => writer.Value.Commit(cancellationToken));

    /// <summary>Removes what was not published.</summary>
    public void Dispose()
    {
        foreach (var writer in _writers.Values) writer.Dispose();
    }
}
