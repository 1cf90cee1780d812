using DkNN.Core;

namespace DkNN.Experiments;

/// <summary>Scores the calibration images against their true labels.</summary>
internal static class CalibrationStage
{
    public const string ScoresFile = "calibration.csv";

    public static Calibration Run(RunContext context, LayerIndexes indexes, NeighborSearch search) =>
        context.Time("calibrate", () => Calibrate(context, indexes, search));

    private static (Calibration Calibration, bool Cached) Calibrate(RunContext context, LayerIndexes indexes, NeighborSearch search)
    {
        var key = Key(context.Plan, indexes);
        var found = context.Cache.Find(key);
        var artefact = found ?? Score(context, search, key);
        var rows = CalibrationFile.Read(artefact.File(ScoresFile));
        var options = new CalibrationOptions(context.Plan.Options.TrimZeros, context.Plan.Options.Smoothed);
        return (new Calibration(artefact, new CalibrationSet(rows.Select(row => row.Alpha), options)), found is not null);
    }

    private static Artefact Score(RunContext context, NeighborSearch search, ArtefactKey key)
    {
        var plan = context.Plan;
        var ids = plan.Split.Calibration;
        using var images = ImageTensorsOf.Some(plan.Data.Test, ids.AsSpan());
        using var stage = context.Progress.Begin("Calibrating", ids.Length, "images");
        var rows = new List<CalibrationRow>(ids.Length);
        for (int start = 0; start < ids.Length; start += search.BatchSize)
        {
            int count = Math.Min(search.BatchSize, ids.Length - start);
            var votes = search.Vote(images.Images, start, count, null, context.CancellationToken);
            for (int image = 0; image < count; image++)
            {
                int label = plan.Data.Test.Label(ids[start + image]);
                rows.Add(new CalibrationRow(ids[start + image], label, votes.Nonconformity(image, label)));
            }
            stage.Advance(count);
        }
        using var writer = context.Cache.Begin(key);
        CalibrationFile.Write(writer.File(ScoresFile), rows);
        return writer.Commit();
    }

    private static ArtefactKey Key(ExperimentPlan plan, LayerIndexes indexes) =>
        indexes.Extend(ArtefactKey.Of("calibration"))
            .With("images", plan.Data.Test.Fingerprint)
            .With("ids", plan.Split.Calibration)
            .With("neighbors", plan.Options.Neighbors);
}
