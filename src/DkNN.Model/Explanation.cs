using System.Collections.Immutable;

namespace DkNN.Model;

/// <summary>Why DkNN says what it says of one image.</summary>
/// <param name="Prediction">What it says.</param>
/// <param name="Layers">Every layer's neighbours, from input to output.</param>
public sealed record Explanation(DkNNPrediction Prediction, ImmutableArray<ExplainedLayer> Layers)
{
    /// <summary>The first layer where another class than the network's has the most neighbours; null where all agree.</summary>
    public ExplainedLayer? FirstToDisagree => Layers.FirstOrDefault(layer => layer.Majority != Prediction.NetworkLabel);
}
