using System.Runtime.InteropServices;
using System.Text.Json;
using DkNN.Core;
using static TorchSharp.torch;

namespace DkNN.Experiments;

/// <summary>Asks network and DkNN about images.</summary>
internal sealed class EvaluationStage(
    RunContext context, TrainedNetwork network, LayerIndexes indexes, Calibration calibration, NeighborSearch search)
{
    private const string MeasurementsFile = "measurements.json";

    public Evaluation Run(EvaluationSubject subject) => context.Time(subject.Stage, () => Evaluate(subject));

    private (Evaluation Evaluation, bool Cached) Evaluate(EvaluationSubject subject)
    {
        var key = Key(subject);
        var found = context.Cache.Find(key);
        var artefact = found ?? Write(key, Predict(subject));
        var measurements = JsonSerializer.Deserialize(
            File.ReadAllBytes(artefact.File(MeasurementsFile)), StageJson.Default.EvaluationMeasurements)!;
        return (new Evaluation(PredictionsFile.Read(artefact.File(PredictionsFile.FileName)), measurements), found is not null);
    }

    private Artefact Write(ArtefactKey key, Evaluation evaluation)
    {
        using var writer = context.Cache.Begin(key);
        PredictionsFile.Write(writer.File(PredictionsFile.FileName), context.Plan.Data.Classes, evaluation.Predictions);
        File.WriteAllBytes(
            writer.File(MeasurementsFile),
            JsonSerializer.SerializeToUtf8Bytes(evaluation.Measurements, StageJson.Default.EvaluationMeasurements));
        return writer.Commit();
    }

    private Evaluation Predict(EvaluationSubject subject)
    {
        int count = subject.Ids.Length;
        var layers = context.Plan.Selection.Info.Layers;
        var correctness = layers.Select(_ => new NeighborCorrectness()).ToArray();
        var predictions = new List<PredictionRow>(count);
        long missing = 0;
        using var stage = context.Progress.Begin(subject.Name, count, "images");
        for (int start = 0; start < count; start += search.BatchSize)
        {
            var ids = subject.Ids.AsSpan().Slice(start, Math.Min(search.BatchSize, count - start));
            byte[] labels = new byte[ids.Length];
            for (int image = 0; image < ids.Length; image++) labels[image] = (byte)subject.Source.Label(ids[image]);
            var votes = search.Vote(
                subject.Images,
                start,
                ids.Length,
                (layer, _, neighbors, _) => correctness[layer].Add(neighbors, context.Plan.Data.Train.Labels, labels),
                context.CancellationToken);
            missing += votes.Missing;
            for (int first = 0; first < ids.Length; first += ActivationBatches.BatchSize)
            {
                var (classes, confidences) = Predictions(subject, start + first);
                for (int place = 0; place < classes.Length; place++)
                {
                    int image = first + place;
                    predictions.Add(Row(subject, votes, image, ids[image], labels[image], (int)classes[place], confidences[place]));
                }
            }
            stage.Advance(ids.Length);
        }
        var histograms = layers
            .Select((layer, place) => new LayerCorrectness(layer.Name, correctness[place].Histogram.ToArray()))
            .ToArray();
        return new Evaluation(predictions, new EvaluationMeasurements(missing, subject.Perturbation, histograms));
    }

    private PredictionRow Row(
        EvaluationSubject subject, VoteTable votes, int image, int id, int label, int networkPrediction, float networkConfidence)
    {
        int[] alpha = new int[votes.Classes];
        double[] pValues = new double[votes.Classes];
        votes.Nonconformity(image, alpha);
        var prediction = calibration.Set.Predict(alpha, pValues);
        return new PredictionRow(
            id, subject.Epsilon, label, networkPrediction, networkConfidence,
            prediction.Label, prediction.Credibility, prediction.Confidence, alpha, pValues);
    }

    /// <summary>The network's prediction and softmax confidence for every image of a batch.</summary>
    private static (long[] Classes, float[] Confidences) Predictions(EvaluationSubject subject, int start)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var (confidences, classes) = subject.Logits(start).softmax(1).max(1);
        return (MemoryMarshal.Cast<byte, long>(classes.bytes).ToArray(), MemoryMarshal.Cast<byte, float>(confidences.bytes).ToArray());
    }

    private ArtefactKey Key(EvaluationSubject subject) =>
        indexes.Extend(ArtefactKey.Of("evaluation"))
            .With("network", network.Artefact.Key)
            .With("calibration", calibration.Artefact.Key)
            .With("trim zeros", context.Plan.Options.TrimZeros.ToString())
            .With("smoothed", context.Plan.Options.Smoothed.ToString())
            .With("subject", subject.Key);
}
