using System.Globalization;
using System.Text.Json;
using DkNN.Vectors;

namespace DkNN.Experiments;

/// <summary>
/// Turns every index's effort to the least that reaches the recall asked for, on calibration images, which are never evaluated, and on
/// the same images under noise: queries far from the training rows, as attacked and foreign images are, take more to answer. Where nobody
/// asked for a recall, efforts are raised only: the plugins' own have room for images stranger than noise makes them.
/// </summary>
internal static class EffortStage
{
    private const int SampleSize = 256;
    private const int Steps = 9;

    /// <summary>Share of a dial's range that is not worth a further step.</summary>
    private const double Fine = 0.01;

    /// <summary>Most that noise changes a pixel, of 255.</summary>
    private const int Noise = 77;
    private const string EffortFile = "effort.json";

    /// <summary>Tunes, or takes what was tuned before; does nothing where no recall is asked for.</summary>
    public static void Run(RunContext context, LayerIndexes indexes, NeighborSearch search)
    {
        if (context.Plan.TargetRecall is not { } target) return;
        context.Time("tune", () =>
        {
            int tuned = Tune(context, indexes, search, target);
            return (tuned, tuned == 0);
        });
    }

    /// <summary>Tunes what was not tuned before, and returns how many layers that were.</summary>
    private static int Tune(RunContext context, LayerIndexes indexes, NeighborSearch search, double target)
    {
        var plan = context.Plan;
        int[] open = [.. Enumerable.Range(0, indexes.Layers.Length).Where(place => !Remember(context, indexes.Layers[place], target))];
        if (open.Length == 0) return 0;
        using var images = ImageTensorsOf.WithNoise(
            plan.Data.Test, plan.Split.Calibration.AsSpan(0, Math.Min(SampleSize, plan.Split.Calibration.Length)), Noise);
        using var stage = context.Progress.Begin(
            string.Create(CultureInfo.InvariantCulture, $"Tuning to recall {target}"), open.Length, "layers");
        search.Vote(
            images.Images,
            0,
            images.Count,
            (place, queries, _, _) =>
            {
                if (!open.Contains(place)) return;
                var layer = indexes.Layers[place];
                TuneLayer(layer, queries, plan.Options.Neighbors, target, MayLower(plan), context.CancellationToken);
                using var writer = context.Cache.Begin(Key(plan, layer, target));
                File.WriteAllBytes(
                    writer.File(EffortFile), JsonSerializer.SerializeToUtf8Bytes(layer.Index.Effort!.Value, StageJson.Default.Double));
                writer.Commit();
                stage.Advance(1);
            },
            context.CancellationToken);
        return open.Length;
    }

    private static bool MayLower(ExperimentPlan plan) => plan.Options.TargetRecall is not null;

    /// <summary>Sets an effort that was found before; true also where there is nothing to tune.</summary>
    private static bool Remember(RunContext context, LayerIndex layer, double target)
    {
        if (layer.Index.Effort is not { } effort) return true;
        if (context.Cache.Find(Key(context.Plan, layer, target)) is not { } artefact) return false;
        effort.Value = JsonSerializer.Deserialize(File.ReadAllBytes(artefact.File(EffortFile)), StageJson.Default.Double);
        return true;
    }

    /// <summary>Bisects, since more effort never finds less; where the most effort falls short of the target, that is left.</summary>
    private static void TuneLayer(
        LayerIndex layer, RowMatrix queries, int k, double target, bool mayLower, CancellationToken cancellationToken)
    {
        var effort = layer.Index.Effort!;
        double usual = effort.Value;
        int half = queries.Count / 2;
        using RowMatrix plain = queries.Slice(0, half), noisy = queries.Slice(half, half);
        RecallMeasure[] measures = [.. new[] { plain, noisy }.Select(some => new RecallMeasure(layer.Rows, some, k, cancellationToken))];
        int[] ids = new int[queries.Count * k];
        float[] distances = new float[ids.Length];
        double low = effort.Least, high = effort.Most;
        if (mayLower && Reaches(low)) return;
        // The plugin's own choice is mostly near, and efforts far above it can take as long as all the rest.
        if (!mayLower || (usual > low && usual < high))
        {
            if (!Reaches(usual)) low = usual;
            else if (mayLower) high = usual;
            else return;
        }

        for (int step = 0; step < Steps && high - low > (effort.IsWhole ? 1 : Fine * (effort.Most - effort.Least)); step++)
        {
            // Whole numbers are counts, which range over magnitudes.
            double middle = effort.IsWhole ? Math.Round(Math.Sqrt(Math.Max(1, low) * high)) : (low + high) / 2;
            if (middle <= low || middle >= high) break;
            if (Reaches(middle)) high = middle;
            else low = middle;
        }
        effort.Value = high;

        bool Reaches(double value)
        {
            effort.Value = value;
            layer.Index.Search(queries, k, ids, distances, cancellationToken);
            return measures[0].Of(ids.AsSpan(0, half * k)) >= target && measures[1].Of(ids.AsSpan(half * k)) >= target;
        }
    }

    private static ArtefactKey Key(ExperimentPlan plan, LayerIndex layer, double target) =>
        ArtefactKey.Of("effort")
            .With("index", layer.Key)
            .With("images", plan.Data.Test.Fingerprint)
            .With("ids", plan.Split.Calibration)
            .With("neighbors", plan.Options.Neighbors)
            .With("noise", Noise)
            .With("may lower", MayLower(plan).ToString())
            .With("recall", target);
}
