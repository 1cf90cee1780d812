namespace DkNN.Experiments;

/// <summary>One image with what is said of it.</summary>
/// <param name="Pixels">Channel by channel, row by row, from 0 to 1.</param>
/// <param name="Label">The true label.</param>
/// <param name="NetworkPrediction">The network's class.</param>
/// <param name="NetworkConfidence">Its softmax probability, from 0 to 1.</param>
/// <param name="DknnPrediction">DkNN's class.</param>
/// <param name="Credibility">Its credibility, from 0 to 1.</param>
public sealed record GalleryImage(
    ReadOnlyMemory<float> Pixels,
    int Label,
    int NetworkPrediction,
    double NetworkConfidence,
    int DknnPrediction,
    double Credibility)
{
    /// <summary>An image with what a row of predictions says of it.</summary>
    /// <param name="row">The row.</param>
    /// <param name="pixels">The image.</param>
    public static GalleryImage Of(PredictionRow row, ReadOnlyMemory<float> pixels)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new(pixels, row.Label, row.NetworkPrediction, row.NetworkConfidence, row.DknnPrediction, row.Credibility);
    }
}
