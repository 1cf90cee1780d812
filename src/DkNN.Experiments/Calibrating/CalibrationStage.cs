using System.Collections.Immutable;
using DkNN.Core;

namespace DkNN.Experiments;

/// <summary>Scores the calibration images, which were looked at, against their true labels.</summary>
internal sealed class CalibrationStage(ExperimentPlan plan, NeighborSearch search, SeenImages seen) : IStage<CalibrationScores>
{
    public string Name => "calibrate";

    public ImmutableArray<ArtefactKey> Keys =>
    [
        ArtefactKey.Of("calibration").WithCode(typeof(VoteTable).Assembly, typeof(CalibrationStage).Assembly)
            .With("observations", seen.Key)
            .With("missing", plan.Options.Conventions.Missing.ToString()),
    ];

    public void Make(StageWork work)
    {
        var ids = plan.Split.Calibration;
        var rows = new List<CalibrationRow>(ids.Length);
        foreach (var batch in seen.Observations.Batches())
        {
            var votes = search.Votes(batch);
            for (int image = 0; image < batch.Count; image++)
            {
                int id = ids[rows.Count], label = plan.Data.Test.Label(id);
                rows.Add(new CalibrationRow(id, label, votes.Nonconformity(image, label)));
            }
        }
        CalibrationFile.Write(work.File(0, CalibrationFile.FileName), rows);
    }

    public CalibrationScores Load(ImmutableArray<Artefact> artefacts) =>
        new(artefacts[0].Key, [.. CalibrationFile.Read(artefacts[0].File(CalibrationFile.FileName))]);
}
