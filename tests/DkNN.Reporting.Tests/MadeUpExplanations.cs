using DkNN.Experiments;
using DkNN.Model;

namespace DkNN.Reporting.Tests;

/// <summary>Explained images of a run without a network: rings that grow with their class.</summary>
internal static class MadeUpExplanations
{
    private const int Classes = 10;
    private const int Nearest = 8;

    private static readonly ImageShape _shape = new(1, 28, 28);

    public static RunExplanations Make() => new(_shape, [],
    [
        new(RunExplanation.MostCredible, 17, 0, 3, Image(3, 3, 0.97, "3, credible")),
        new(RunExplanation.LeastCredible, 4, 0, 5, Image(5, 6, 0.002, "looks like a 5, but its neighbours disagree from Conv2 on: do not trust it")),
        new(RunExplanation.Fooled, 9, 0.15, 2, Image(7, 2, 0.03, "looks like a 7, but its neighbours disagree from Conv2 on: do not trust it")),
    ]);

    /// <summary>An image that the network takes for one class, and most neighbours after the first layer for another.</summary>
    public static ExplainedImage Image(int network, int neighbors, double credibility, string verdict)
    {
        string[] layers = ["Conv1", "Conv2", "Output"];
        double[] pValues = [.. Enumerable.Range(0, Classes).Select(j => j == neighbors ? credibility : credibility * 0.3 / (1 + Math.Abs(j - neighbors)))];
        int[] alpha = [.. Enumerable.Range(0, Classes).Select(j => j == neighbors ? 60 : 200 + j)];
        var prediction = new DkNNPrediction(neighbors, credibility, 1 - pValues.Order().SkipLast(1).Last(), network, 0.93, [.. alpha], [.. pValues]);
        ExplainedLayer[] explained = [.. layers.Select((layer, place) => Layer(layer, place, network, place == 0 ? network : neighbors))];
        return new ExplainedImage(verdict, network == neighbors, new Explanation(prediction, [.. explained]))
        {
            Shape = _shape,
            Pixels = Ring(network),
            NeighborShape = _shape,
            NeighborPixels = [.. explained.SelectMany(layer => layer.Nearest).Select(near => (ReadOnlyMemory<float>)Ring(near.Label))],
        };
    }

    private static ExplainedLayer Layer(string name, int place, int network, int majority)
    {
        int[] votes = new int[Classes];
        votes[majority] += 60;
        votes[network] += 10;
        votes[(network + 1) % Classes] += 5;
        return new ExplainedLayer(
            new Layer(name, LayerKind.Conv2d, place, new ImageShape(1, 1, 1)), [.. votes],
            [.. Enumerable.Range(0, Nearest).Select(n => new Neighbor(100 + n, n % 3 == 2 ? network : majority, 1.5 + (n * 0.25 * (place + 1))))]);
    }

    private static float[] Ring(int number)
    {
        var pixels = new float[_shape.Size];
        for (int i = 0; i < pixels.Length; i++)
        {
            double radius = Math.Sqrt(Math.Pow((i % 28) - 13.5, 2) + Math.Pow((i / 28) - 13.5, 2));
            pixels[i] = Math.Abs(radius - 3 - number) < 1.5 ? 1 : 0;
        }
        return pixels;
    }
}
