using DkNN.Vectors;

namespace DkNN.Scores.Tests;

/// <summary>Training images, calibration images and images to score, of a network that is a random dense layer on given features.</summary>
internal sealed record Scene(ScoreTraining Training, Observations Images) : IDisposable
{
    public const int Classes = 4;
    public const int Layers = 3;
    public const int Neighbors = 12;

    /// <param name="seed">For what is drawn.</param>
    /// <param name="feature">A feature, from what is drawn, the image's class and the feature's place.</param>
    /// <param name="distance">A neighbour's distance, from what is drawn; sorted afterwards.</param>
    /// <param name="label">A training image's label, from its place.</param>
    /// <param name="dimension">Features.</param>
    /// <param name="training">Training images.</param>
    public static Scene Draw(
        int seed,
        Func<Random, int, int, double>? feature = null,
        Func<Random, float>? distance = null,
        Func<int, int>? label = null,
        int dimension = 13,
        int training = 300)
    {
        var random = new Random(seed);
        feature ??= (draw, kind, at) => Math.Max(0, Normal(draw) + (kind == at % Classes ? 2 : 0.5));
        distance ??= draw => (float)(0.5 + draw.NextDouble());
        label ??= image => image % Classes;
        int[] labels = [.. Enumerable.Range(0, training).Select(label)];
        var head = new DenseHead(
            Rows(Classes, dimension, (_, _) => Normal(random)), [.. Enumerable.Range(0, Classes).Select(_ => (float)Normal(random))]);
        var features = Rows(training, dimension, (row, at) => feature(random, labels[row], at));
        int[] calibration = [.. Enumerable.Range(0, 40).Select(label)];
        return new Scene(
            new ScoreTraining(
                Classes, [.. labels], Logits(features, head), features, head,
                See(random, calibration.Length, row => calibration[row], feature, distance, head), [.. calibration], seed),
            See(random, 25, row => row % Classes, feature, distance, head));
    }

    public static RowMatrix Rows(int count, int dimension, Func<int, int, double> value)
    {
        var rows = RowMatrix.Allocate(count, dimension);
        for (int row = 0; row < count; row++)
        {
            for (int at = 0; at < dimension; at++) rows.MutableRow(row)[at] = (float)value(row, at);
        }
        return rows;
    }

    public static RowMatrix Logits(RowMatrix features, DenseHead head) => Rows(features.Count, head.Weights.Count, (row, label) =>
    {
        double sum = head.Bias[label];
        for (int at = 0; at < features.Dimension; at++) sum += (double)features.Row(row)[at] * head.Weights.Row(label)[at];
        return sum;
    });

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>One of the images, by itself.</summary>
    public static Observations Alone(Observations images, int image)
    {
        return images with
        {
            Count = 1,
            NetworkLabels = [images.NetworkLabels[image]],
            NetworkConfidences = [images.NetworkConfidences[image]],
            Draws = [images.Draws[image]],
            Logits = images.Logits.Slice(image, 1),
            Features = images.Features?.Slice(image, 1),
            Layers = [.. images.Layers.Select(layer => new LayerNeighborhood(layer.Layer, Of(layer.Ids), Of(layer.Labels), Of(layer.Distances)))],
            Alpha = Of(images.Alpha),
            PValues = Of(images.PValues),
        };

        ReadOnlyMemory<T> Of<T>(ReadOnlyMemory<T> values) => values.Slice(image * (values.Length / images.Count), values.Length / images.Count);
    }

    public void Dispose()
    {
        Training.Logits.Dispose();
        Training.Features?.Dispose();
        Training.Head?.Dispose();
        Training.Calibration.Dispose();
        Images.Dispose();
    }

    private static Observations See(
        Random random, int count, Func<int, int> kind, Func<Random, int, int, double> feature, Func<Random, float> distance, DenseHead head)
    {
        var features = Rows(count, head.Weights.Dimension, (row, at) => feature(random, kind(row), at));
        var logits = Logits(features, head);
        LayerNeighborhood[] layers = [.. Enumerable.Range(0, Layers).Select(layer => Layer($"L{layer}"))];
        int[] alpha = new int[count * Classes];
        for (int at = 0; at < alpha.Length; at++)
        {
            alpha[at] = layers.Sum(layer => layer.Labels.Slice(at / Classes * Neighbors, Neighbors).ToArray().Count(found => found != at % Classes));
        }
        return new Observations
        {
            Count = count,
            Classes = Classes,
            Neighbors = Neighbors,
            NetworkLabels = [.. Enumerable.Range(0, count).Select(row => Naive.Largest(logits.Row(row)))],
            NetworkConfidences = [.. Enumerable.Range(0, count).Select(row => (float)(1 / logits.Row(row).ToArray().Sum(
                logit => Math.Exp(logit - (double)logits.Row(row)[Naive.Largest(logits.Row(row))]))))],
            Draws = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())],
            Logits = logits,
            Features = features,
            Layers = [.. layers],
            Alpha = alpha,
            PValues = alpha.Select(value => 1 - (value / (double)(Layers * Neighbors))).ToArray(),
        };

        LayerNeighborhood Layer(string name)
        {
            float[] distances = [.. Enumerable.Range(0, count).SelectMany(_ => Enumerable.Range(0, Neighbors).Select(_ => distance(random)).Order())];
            int[] labels = [.. distances.Select((far, at) => float.IsInfinity(far) ? -1 : random.Next(3) > 0 ? kind(at / Neighbors) : random.Next(Classes))];
            return new LayerNeighborhood(name, labels.Select(found => Math.Min(found, 0)).ToArray(), labels, distances);
        }
    }
}
