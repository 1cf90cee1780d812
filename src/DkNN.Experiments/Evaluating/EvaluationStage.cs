using System.Collections.Immutable;
using System.Text.Json;
using DkNN.Core;

namespace DkNN.Experiments;

/// <summary>Asks a model about images; their predictions are written as they come.</summary>
/// <param name="model">The fitted model.</param>
/// <param name="modelKey">All that determines its answers.</param>
/// <param name="subject">The images.</param>
internal sealed class EvaluationStage(DkNNModel model, ArtefactKey modelKey, EvaluationSubject subject) : IStage<Evaluation>
{
    private const string MeasurementsFile = "measurements.json";

    public string Name => subject.Stage;

    public ImmutableArray<ArtefactKey> Keys => [ArtefactKey.Of("evaluation").WithCode(typeof(EvaluationStage).Assembly).With("model", modelKey).With("subject", subject.Key)];

    public void Make(StageWork work)
    {
        var layers = model.Search.Layers;
        var correctness = layers.Select(_ => new NeighborCorrectness()).ToArray();
        var times = new TimeSpan[layers.Length];
        long missing = 0;
        using var stage = work.Progress.Begin(subject.Title, subject.Ids.Length, "images");
        PredictionsFile.Write(work.File(0, PredictionsFile.FileName), model.Search.Classes, Rows());
        var measurements = new EvaluationMeasurements(
            missing,
            PerturbationResult.None,
            [.. layers.Select((layer, place) => new LayerCorrectness(layer.Layer.Name, correctness[place].Histogram.ToArray()))])
        {
            SearchMilliseconds = [.. times.Select(time => time.TotalMilliseconds / Math.Max(1, subject.Ids.Length))],
        };
        File.WriteAllBytes(
            work.File(0, MeasurementsFile),
            JsonSerializer.SerializeToUtf8Bytes(measurements, StageJson.Default.EvaluationMeasurements));

        IEnumerable<PredictionRow> Rows()
        {
            for (int start = 0; start < subject.Ids.Length; start += model.Search.BatchSize)
            {
                int count = Math.Min(model.Search.BatchSize, subject.Ids.Length - start);
                int[] labels = [.. subject.Ids.AsSpan(start, count).ToArray().Select(subject.Source.Label)];
                var votes = model.Search.Vote(
                    subject.Images,
                    start,
                    count,
                    (layer, _, neighbors, _) => correctness[layer].Add(neighbors, model.Search.Labels, labels),
                    work.CancellationToken);
                missing += votes.Table.Missing;
                for (int layer = 0; layer < times.Length; layer++) times[layer] += votes.SearchTimes[layer];
                var predictions = model.Predict(votes);
                for (int image = 0; image < count; image++)
                {
                    yield return Row(subject.Ids[start + image], labels[image], predictions[image]);
                }
                stage.Advance(count);
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
