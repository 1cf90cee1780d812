using System.Collections.Immutable;
using System.Text.Json;
using DkNN.Core;

namespace DkNN.Experiments;

/// <summary>Asks a model about images that were looked at; their predictions are written as they come.</summary>
/// <param name="model">The fitted model.</param>
/// <param name="modelKey">All that determines its answers.</param>
/// <param name="subject">The images.</param>
/// <param name="seen">Key of what was seen of them.</param>
/// <param name="observations">What was seen of them; asked for only where there is something to make.</param>
internal sealed class EvaluationStage(
    DkNNModel model, ArtefactKey modelKey, EvaluationSubject subject, ArtefactKey seen, Func<ObservationSet> observations)
    : IStage<Evaluation>
{
    private const string MeasurementsFile = "measurements.json";

    public string Name => $"evaluate {subject.Name}";

    public ImmutableArray<ArtefactKey> Keys =>
    [
        ArtefactKey.Of("evaluation").WithCode(typeof(EvaluationStage).Assembly).With("model", modelKey).With("subject", subject.Key)
            .With("observations", seen),
    ];

    public void Make(StageWork work)
    {
        var layers = model.Search.Layers;
        var correctness = layers.Select(_ => new NeighborCorrectness()).ToArray();
        var set = observations();
        long missing = 0;
        PredictionsFile.Write(work.File(0, PredictionsFile.FileName), model.Search.Classes, Rows());
        var measurements = new EvaluationMeasurements(
            missing,
            PerturbationResult.None,
            [.. layers.Select((layer, place) => new LayerCorrectness(layer.Layer.Name, correctness[place].Histogram.ToArray()))])
        {
            SearchMilliseconds = [.. set.Layout.SearchMilliseconds.Select(time => time / Math.Max(1, subject.Ids.Length))],
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
                int[] labels = [.. subject.Ids.Slice(start, batch.Count).Select(subject.Source.Label)];
                for (int layer = 0; layer < correctness.Length; layer++)
                {
                    correctness[layer].Add(batch.Layers[layer].Ids.Span, model.Search.Labels, labels);
                }
                missing += batch.Layers.Sum(layer => (long)layer.Ids.Span.Count(-1));
                var predictions = model.Predict(batch);
                for (int image = 0; image < batch.Count; image++)
                {
                    yield return Row(subject.Ids[start + image], labels[image], predictions[image]);
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

    private PredictionRow Row(int id, int label, DkNNPrediction prediction) => new(
        id, subject.Epsilon, label, prediction.NetworkLabel, prediction.NetworkConfidence,
        prediction.Label, prediction.Credibility, prediction.Confidence, prediction.Alpha, prediction.PValues);
}
