using System.Collections.Immutable;
using DkNN.Core;

namespace DkNN.Experiments;

/// <summary>Scores the calibration images against their true labels.</summary>
internal sealed class CalibrationStage(ExperimentPlan plan, FittedLayers layers, NeighborSearch search) : IStage<CalibrationScores>
{
    public string Name => "calibrate";

    public ImmutableArray<ArtefactKey> Keys =>
    [
        layers.Extend(ArtefactKey.Of("calibration").WithCode(typeof(VoteTable).Assembly, typeof(CalibrationStage).Assembly))
            .With("images", plan.Data.Test.Fingerprint)
            .With("ids", plan.Split.Calibration)
            .With("neighbors", search.Neighbors)
            .With("missing", plan.Options.Conventions.Missing.ToString()),
    ];

    public void Make(StageWork work)
    {
        var ids = plan.Split.Calibration;
        using var images = ImageTensorsOf.Some(plan.Data.Test, ids.AsSpan());
        using var stage = work.Progress.Begin("Calibrating", ids.Length, "images");
        var rows = new List<CalibrationRow>(ids.Length);
        for (int start = 0; start < ids.Length; start += search.BatchSize)
        {
            int count = Math.Min(search.BatchSize, ids.Length - start);
            var votes = search.Vote(images.Images, start, count, inspect: null, work.CancellationToken).Table;
            for (int image = 0; image < count; image++)
            {
                int label = plan.Data.Test.Label(ids[start + image]);
                rows.Add(new CalibrationRow(ids[start + image], label, votes.Nonconformity(image, label)));
            }
            stage.Advance(count);
        }
        CalibrationFile.Write(work.File(0, CalibrationFile.FileName), rows);
    }

    public CalibrationScores Load(ImmutableArray<Artefact> artefacts) =>
        new(artefacts[0].Key, [.. CalibrationFile.Read(artefacts[0].File(CalibrationFile.FileName))]);
}
