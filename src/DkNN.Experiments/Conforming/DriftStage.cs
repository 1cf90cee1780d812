using System.Collections.Immutable;
using System.Text.Json;
using DkNN.Core;

namespace DkNN.Experiments;

/// <summary>
/// Watches streams by the nonconformity of each image with the class that suits it best, for which nobody needs to know its label. The first
/// half of a stream are clean test images, in the order drawn by seed; the second half are others.
/// </summary>
/// <param name="plan">The resolved experiment.</param>
/// <param name="search">Counts the votes.</param>
/// <param name="calibration">What was seen of the calibration images.</param>
/// <param name="clean">What was seen of the clean test images.</param>
/// <param name="others">What the streams turn into, by name; of attacked images the second half is taken, so that none comes twice.</param>
internal sealed class DriftStage(
    ExperimentPlan plan, NeighborSearch search, SeenImages calibration, SeenImages clean, ImmutableArray<SeenImages> others)
    : IStage<ImmutableArray<DriftResult>>
{
    /// <summary>One in a hundred exchangeable streams gives a false alarm, at most.</summary>
    private const double Threshold = 100;

    private const int PathPoints = 200;
    private const string DriftFile = "drift.json";

    public string Name => "watch streams";

    public ImmutableArray<ArtefactKey> Keys =>
    [
        others.Aggregate(
            ArtefactKey.Of("drift").WithCode(typeof(JumperMartingale).Assembly, typeof(DriftStage).Assembly)
                .With("calibration", calibration.Key)
                .With("clean", clean.Key)
                .With("missing", plan.Options.Conventions.Missing.ToString())
                .With("seed", plan.Options.Seeds.Split),
            (key, other) => key.With(NameOf(other), other.Key)),
    ];

    public void Make(StageWork work)
    {
        var random = new Random(plan.Options.Seeds.Split);
        int[] known = Strangeness(calibration), first = Strangeness(clean);
        int[] order = [.. Enumerable.Range(0, first.Length)];
        random.Shuffle(order);
        int change = first.Length / 2;
        var streams = ImmutableArray.CreateBuilder<DriftResult>();
        streams.Add(Watch("clean", known, [.. order.Select(place => first[place])], first.Length, random));
        foreach (var other in others)
        {
            work.CancellationToken.ThrowIfCancellationRequested();
            int[] strange = Strangeness(other);
            int[] second = other.Subject.Role == SubjectRole.Test
                ? [.. order[change..].Select(place => strange[place])]
                : [.. strange.Take(first.Length - change)];
            streams.Add(Watch(NameOf(other), known, [.. order[..change].Select(place => first[place]), .. second], change, random));
        }
        File.WriteAllBytes(
            work.File(0, DriftFile), JsonSerializer.SerializeToUtf8Bytes(streams.ToImmutable(), StageJson.Default.ImmutableArrayDriftResult));
    }

    public ImmutableArray<DriftResult> Load(ImmutableArray<Artefact> artefacts) =>
        JsonSerializer.Deserialize(File.ReadAllBytes(artefacts[0].File(DriftFile)), StageJson.Default.ImmutableArrayDriftResult);

    private DriftResult Watch(string to, int[] known, int[] stream, int change, Random random)
    {
        var pValues = new OnlinePValues(known, search.Neighbors * search.Layers.Length);
        var martingale = new JumperMartingale();
        int? alarm = null;
        var path = new List<double>();
        for (int place = 0; place < stream.Length; place++)
        {
            martingale.Add(pValues.Next(stream[place], random.NextDouble()));
            if (martingale.LogCapital >= Math.Log(Threshold)) alarm ??= place;
            if ((long)(place + 1) * PathPoints / stream.Length > path.Count) path.Add(martingale.LogCapital / Math.Log(10));
        }
        return new DriftResult(to, stream.Length, change, Threshold, alarm, path);
    }

    private static string NameOf(SeenImages images) => images.Subject.Role == SubjectRole.Foreign ? images.Subject.Dataset : "attack";

    /// <summary>α with the class of the most votes, for every image.</summary>
    private int[] Strangeness(SeenImages images)
    {
        var all = new List<int>();
        int[] alpha = new int[search.Classes];
        foreach (var batch in images.Observations.Batches())
        {
            var votes = search.Votes(batch);
            for (int image = 0; image < batch.Count; image++)
            {
                votes.Nonconformity(image, alpha);
                all.Add(alpha.Min());
            }
        }
        return [.. all];
    }
}
