using System.Collections.Immutable;
using System.Text.Json;
using DkNN.Core;

namespace DkNN.Experiments;

/// <summary>Asks a model about images that were looked at; their predictions are written as they come.</summary>
/// <param name="plan">The resolved experiment.</param>
/// <param name="model">The fitted model.</param>
/// <param name="modelKey">All that determines its answers.</param>
/// <param name="seen">The images.</param>
internal sealed class EvaluationStage(ExperimentPlan plan, DkNNModel model, ArtefactKey modelKey, SeenImages seen) : IStage<Evaluation>
{
    private const string MeasurementsFile = "measurements.json";

    private readonly EvaluationSubject _subject = seen.Subject;

    public string Name => $"evaluate {_subject.Name}";

    public ImmutableArray<ArtefactKey> Keys =>
    [
        ArtefactKey.Of("evaluation").WithCode(typeof(EvaluationStage).Assembly).With("model", modelKey)
            .With("observations", seen.Key),
    ];

    public void Make(StageWork work)
    {
        var layers = model.Search.Layers;
        var correctness = layers.Select(_ => new NeighborCorrectness()).ToArray();
        var set = seen.Observations;
        long missing = 0;
        PredictionSetMeter[] sets = [.. PredictionSetResult.Levels.Select(level => new PredictionSetMeter(level, model.Search.Classes))];
        bool isForeign = _subject.Role == SubjectRole.Foreign;
        bool isClassConditional = model.Calibration.Conventions.ClassConditional;
        int[] calibration = CalibrationCounts();
        PredictionsFile.Write(work.File(0, PredictionsFile.FileName), model.Search.Classes, Rows());
        var measurements = new EvaluationMeasurements(
            missing,
            PerturbationResult.None,
            [.. layers.Select((layer, place) => new LayerCorrectness(layer.Layer.Name, correctness[place].Histogram.ToArray()))])
        {
            PredictionSets = [.. sets.Select(meter => PredictionSetResult.Of(meter, calibration, isClassConditional, isForeign))],
            SearchMilliseconds = [.. set.Layout.SearchMilliseconds.Select(time => time / Math.Max(1, _subject.Ids.Length))],
        };
        File.WriteAllBytes(
            work.File(0, MeasurementsFile),
            JsonSerializer.SerializeToUtf8Bytes(measurements, StageJson.Default.EvaluationMeasurements));

        IEnumerable<PredictionRow> Rows()
        {
            int start = 0;
            foreach (var batch in set.Batches())
            {
                work.CancellationToken.ThrowIfCancellationRequested();
                int[] labels = [.. _subject.Ids.Slice(start, batch.Count).Select(_subject.Source.Label)];
                for (int layer = 0; layer < correctness.Length; layer++)
                {
                    correctness[layer].Add(batch.Layers[layer].Ids.Span, model.Search.Labels, labels);
                }
                var votes = model.Search.Votes(batch);
                missing += votes.Missing;
                var predictions = model.Predict(batch, votes);
                for (int image = 0; image < batch.Count; image++)
                {
                    // A foreign image's own label is a class of another data set, which may have more of them.
                    foreach (var meter in sets) meter.Add(isForeign ? 0 : labels[image], predictions[image].PValues.AsSpan());
                    yield return Row(_subject.Ids[start + image], labels[image], predictions[image]);
                }
                start += batch.Count;
            }
        }
    }

    public Evaluation Load(ImmutableArray<Artefact> artefacts)
    {
        string path = artefacts[0].File(PredictionsFile.FileName);
        var measurements = JsonSerializer.Deserialize(
            File.ReadAllBytes(artefacts[0].File(MeasurementsFile)), StageJson.Default.EvaluationMeasurements)!;
        return new Evaluation(path, PredictionsFile.ReadOutcomes(path), measurements);
    }

    private int[] CalibrationCounts()
    {
        int[] counts = new int[model.Search.Classes];
        foreach (int id in plan.Split.Calibration) counts[plan.Data.Test.Label(id)]++;
        return counts;
    }

    private PredictionRow Row(int id, int label, DkNNPrediction prediction) => new(
        id, _subject.Epsilon, label, prediction.NetworkLabel, prediction.NetworkConfidence,
        prediction.Label, prediction.Credibility, prediction.Confidence, prediction.Alpha, prediction.PValues);
}
