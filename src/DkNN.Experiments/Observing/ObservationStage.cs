using System.Collections.Immutable;
using System.Text.Json;

namespace DkNN.Experiments;

/// <summary>
/// Looks at images once: what the network says of them, and their neighbours at every layer. Whatever is asked about them afterwards,
/// under whatever conventions and by whatever score, follows from that without another search.
/// </summary>
/// <param name="layers">The fitted layers.</param>
/// <param name="search">Network and neighbours.</param>
/// <param name="subject">The images.</param>
internal sealed class ObservationStage(FittedLayers layers, NeighborSearch search, EvaluationSubject subject) : IStage<ObservationSet>
{
    public string Name => $"observe {subject.Name}";

    public ImmutableArray<ArtefactKey> Keys => [Key];

    /// <summary>All that determines the observations.</summary>
    public ArtefactKey Key => layers.Extend(ArtefactKey.Of("observations").WithCode(typeof(NeighborSearch).Assembly, typeof(ObservationStage).Assembly))
        .With("subject", subject.Key)
        .With("classes", search.Classes)
        .With("neighbors", search.Neighbors);

    public void Make(StageWork work)
    {
        double[] milliseconds = new double[search.Layers.Length];
        int logits = search.Network.Architecture.Classes, kept = 0;
        using var stage = work.Progress.Begin(subject.Title, subject.Ids.Length, "images");
        using (var stream = new FileStream(work.File(0, ObservationSet.RecordsFile), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20))
        {
            for (int start = 0; start < subject.Ids.Length; start += search.BatchSize)
            {
                int count = Math.Min(search.BatchSize, subject.Ids.Length - start);
                using var observed = search.Observe(
                    subject.Images, start, count, features: true,
                    (layer, _, _, took) => milliseconds[layer] += took.TotalMilliseconds,
                    work.CancellationToken);
                kept = observed.Features?.Dimension ?? 0;
                ObservationSet.Append(stream, observed);
                stage.Advance(count);
            }
        }
        var layout = new ObservationLayout(
            subject.Ids.Length, search.Classes, logits, kept, search.Neighbors, search.Layers.Length, [.. milliseconds]);
        File.WriteAllBytes(
            work.File(0, ObservationSet.LayoutFile), JsonSerializer.SerializeToUtf8Bytes(layout, StageJson.Default.ObservationLayout));
    }

    public ObservationSet Load(ImmutableArray<Artefact> artefacts) => new(artefacts[0], search);
}
