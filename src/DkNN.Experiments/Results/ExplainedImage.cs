using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace DkNN.Experiments;

/// <summary>An image with why DkNN says what it says of it, and the pictures to show.</summary>
/// <param name="Verdict">The verdict in words.</param>
/// <param name="IsCredible">Whether it is to be trusted.</param>
/// <param name="Explanation">Prediction and neighbours.</param>
public sealed record ExplainedImage(string Verdict, bool IsCredible, Explanation Explanation)
{
    /// <summary>Shape of the image.</summary>
    [JsonIgnore]
    public ImageShape Shape { get; init; }

    /// <summary>The image, channel by channel, row by row, from 0 to 1.</summary>
    [JsonIgnore]
    public ReadOnlyMemory<float> Pixels { get; init; }

    /// <summary>Shape of a neighbour's picture.</summary>
    [JsonIgnore]
    public ImageShape NeighborShape { get; init; }

    /// <summary>The nearest training images, layer after layer, as <see cref="Pixels"/>; empty where there are no pictures of them.</summary>
    [JsonIgnore]
    public ImmutableArray<ReadOnlyMemory<float>> NeighborPixels { get; init; } = [];

    /// <summary>What a model said, with the verdict on it; pictures are to be added.</summary>
    /// <param name="explanation">What it said.</param>
    /// <param name="model">The model.</param>
    public static ExplainedImage Of(Explanation explanation, ModelDescription model)
    {
        var verdict = Model.Verdict.Of(explanation, model);
        return new ExplainedImage(verdict.Text, verdict.IsCredible, explanation) { Shape = model.Image };
    }

    /// <summary>Bytes as the shares that they stand for.</summary>
    /// <param name="pixels">From 0 to 255.</param>
    public static ReadOnlyMemory<float> Shares(ReadOnlySpan<byte> pixels)
    {
        float[] shares = new float[pixels.Length];
        for (int i = 0; i < shares.Length; i++) shares[i] = pixels[i] / (float)byte.MaxValue;
        return shares;
    }
}
