using System.Collections.Immutable;
using DkNN.Core;
using DkNN.Vectors;

namespace DkNN.Testing;

/// <summary>
/// A small problem for scores, without a network: features of four classes around centres of their own, a dense layer that reads them, one
/// layer of neighbours, votes and p-values; and strange images, which lie between the classes.
/// </summary>
internal sealed class PracticeImages : IDisposable
{
    /// <summary>Number of classes.</summary>
    public const int Classes = 4;

    /// <summary>Neighbours a layer.</summary>
    public const int Neighbors = 10;

    private const int FeatureCount = 16;
    private const int TrainingCount = 400;
    private const int CalibrationCount = 120;
    private const float Spread = 0.35f;

    private static readonly ImmutableArray<int> _labels = [.. Enumerable.Range(0, TrainingCount).Select(row => row % Classes)];
    private static readonly ImmutableArray<int> _calibrationLabels = [.. Enumerable.Range(0, CalibrationCount).Select(row => row % Classes)];

    private readonly RowMatrix _training = Draw(TrainingCount, isStrange: false, seed: 1);
    private readonly ExactSearch _search;
    private readonly DenseHead _head = new(Centres(), [.. Enumerable.Repeat(-2f, Classes)]);
    private readonly CalibrationSet _calibration;

    /// <summary>Draws the problem, the same at every time.</summary>
    public PracticeImages()
    {
        _search = new ExactSearch(_training);
        var seen = Seen(Draw(CalibrationCount, isStrange: false, seed: 2), calibration: null);
        _calibration = new CalibrationSet(
            _calibrationLabels.Select((label, image) => new CalibrationScore(label, seen.Alpha.Span[(image * Classes) + label])));
        Calibration = Judged(seen);
        Trusted = Judged(Seen(Draw(100, isStrange: false, seed: 3), _calibration));
        Strange = Judged(Seen(Draw(100, isStrange: true, seed: 4), _calibration));
    }

    /// <summary>The calibration images.</summary>
    public Observations Calibration { get; }

    /// <summary>Images of the classes, which the network was not trained on.</summary>
    public Observations Trusted { get; }

    /// <summary>Images between the classes.</summary>
    public Observations Strange { get; }

    /// <summary>What a score is fitted to.</summary>
    /// <param name="needs">What it asks for; the rest is left out.</param>
    /// <param name="seed">For what it draws.</param>
    public ScoreTraining Training(ScoreNeeds needs, int seed = 0) => new(
        Classes,
        _labels,
        Logits(_training),
        needs.HasFlag(ScoreNeeds.Features) ? _training : null,
        needs.HasFlag(ScoreNeeds.Features) ? _head : null,
        Calibration.For(needs),
        _calibrationLabels,
        seed);

    /// <summary>Images on which formulas may have no value: features of zeros, equal logits, no neighbour found.</summary>
    public Observations Degenerate()
    {
        const int Count = 3;
        int[] none = [.. Enumerable.Repeat(-1, Count * Neighbors)];
        return Judged(new Observations
        {
            Count = Count,
            Classes = Classes,
            Neighbors = Neighbors,
            NetworkLabels = [.. new int[Count]],
            NetworkConfidences = [.. Enumerable.Repeat(1f / Classes, Count)],
            Draws = [.. Enumerable.Repeat(0.5, Count)],
            Logits = RowMatrix.Allocate(Count, Classes),
            Features = RowMatrix.Allocate(Count, FeatureCount),
            Layers = [new LayerNeighborhood("Layer1", none, none, Enumerable.Repeat(float.PositiveInfinity, none.Length).ToArray())],
        });
    }

    /// <summary>Some of the images, in another order.</summary>
    public static Observations Pick(Observations images, params ReadOnlySpan<int> places)
    {
        int[] wanted = places.ToArray();
        return images with
        {
            Count = wanted.Length,
            NetworkLabels = [.. wanted.Select(place => images.NetworkLabels[place])],
            NetworkConfidences = [.. wanted.Select(place => images.NetworkConfidences[place])],
            Draws = [.. wanted.Select(place => images.Draws[place])],
            Logits = Rows(images.Logits, wanted),
            Features = images.Features is null ? null : Rows(images.Features, wanted),
            Layers =
            [
                .. images.Layers.Select(layer => layer with
                {
                    Ids = Parts(layer.Ids, Neighbors, wanted),
                    Labels = Parts(layer.Labels, Neighbors, wanted),
                    Distances = Parts(layer.Distances, Neighbors, wanted),
                }),
            ],
            Alpha = Parts(images.Alpha, Classes, wanted),
            PValues = Parts(images.PValues, Classes, wanted),
        };
    }

    /// <summary>Frees rows and search.</summary>
    public void Dispose()
    {
        Calibration.Dispose();
        Trusted.Dispose();
        Strange.Dispose();
        _search.Dispose();
        _training.Dispose();
        _head.Dispose();
    }

    private static T[] Parts<T>(ReadOnlyMemory<T> values, int width, int[] places) =>
        values.IsEmpty ? [] : [.. places.SelectMany(place => values.Slice(place * width, width).ToArray())];

    private static RowMatrix Rows(RowMatrix rows, int[] places)
    {
        var picked = RowMatrix.Allocate(places.Length, rows.Dimension);
        for (int row = 0; row < places.Length; row++) rows.Row(places[row]).CopyTo(picked.MutableRow(row));
        return picked;
    }

    /// <summary>Each class has some features of its own.</summary>
    private static RowMatrix Centres()
    {
        var centres = RowMatrix.Allocate(Classes, FeatureCount);
        for (int label = 0; label < Classes; label++) centres.MutableRow(label).Slice(label * (FeatureCount / Classes), FeatureCount / Classes).Fill(1);
        return centres;
    }

    private static RowMatrix Draw(int count, bool isStrange, int seed)
    {
        var random = new Random(seed);
        using var centres = Centres();
        var rows = RowMatrix.Allocate(count, FeatureCount);
        for (int row = 0; row < count; row++)
        {
            var own = centres.Row(row % Classes);
            var next = centres.Row((row + 1) % Classes);
            var values = rows.MutableRow(row);
            for (int at = 0; at < values.Length; at++)
            {
                float centre = isStrange ? (own[at] + next[at]) / 3 : own[at];
                // As after a ReLU: never negative.
                values[at] = Math.Max(0, centre + (Spread * Normal(random)));
            }
        }
        return rows;
    }

    private static float Normal(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

    private RowMatrix Logits(RowMatrix features)
    {
        var logits = RowMatrix.Allocate(features.Count, Classes);
        for (int image = 0; image < features.Count; image++)
        {
            for (int label = 0; label < Classes; label++)
            {
                float sum = _head.Bias[label];
                for (int at = 0; at < FeatureCount; at++) sum += _head.Weights.Row(label)[at] * features.Row(image)[at];
                logits.MutableRow(image)[label] = sum;
            }
        }
        return logits;
    }

    private Observations Seen(RowMatrix features, CalibrationSet? calibration)
    {
        var logits = Logits(features);
        int[] ids = new int[features.Count * Neighbors];
        float[] distances = new float[ids.Length];
        _search.Search(features, Neighbors, ids, distances);
        int[] best = [.. Enumerable.Range(0, features.Count).Select(image => logits.Row(image).IndexOf(Max(logits.Row(image))))];
        var seen = new Observations
        {
            Count = features.Count,
            Classes = Classes,
            Neighbors = Neighbors,
            NetworkLabels = [.. best],
            NetworkConfidences = [.. best.Select((label, image) => Softmax(logits.Row(image), label))],
            Draws = [.. Enumerable.Range(0, features.Count).Select(image => (image + 0.5) / features.Count)],
            Logits = logits,
            Features = features,
            Layers = [new LayerNeighborhood("Layer1", ids, ids.Select(id => _labels[id]).ToArray(), distances)],
        };
        return calibration is null ? seen with { Alpha = Alpha(seen) } : seen;
    }

    private Observations Judged(Observations seen)
    {
        int[] alpha = Alpha(seen);
        double[] pValues = new double[alpha.Length];
        for (int image = 0; image < seen.Count; image++)
        {
            var own = new Range(image * Classes, (image + 1) * Classes);
            _calibration.Predict(alpha.AsSpan(own), pValues.AsSpan(own));
        }
        return seen with { Alpha = alpha, PValues = pValues };
    }

    private static int[] Alpha(Observations seen)
    {
        var votes = new VoteTable(seen.Count, Classes, Neighbors);
        foreach (var layer in seen.Layers) votes.Add(layer.Ids.Span, _labels.AsSpan());
        int[] alpha = new int[seen.Count * Classes];
        for (int image = 0; image < seen.Count; image++) votes.Nonconformity(image, alpha.AsSpan(image * Classes, Classes));
        return alpha;
    }

    private static float Max(ReadOnlySpan<float> values) => System.Numerics.Tensors.TensorPrimitives.Max(values);

    private static float Softmax(ReadOnlySpan<float> logits, int label)
    {
        double sum = 0;
        foreach (float logit in logits) sum += Math.Exp(logit - logits[label]);
        return (float)(1 / sum);
    }
}
