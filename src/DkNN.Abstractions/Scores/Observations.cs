using System.Collections.Immutable;
using DkNN.Vectors;

namespace DkNN;

/// <summary>What the network, its layers' neighbours and DkNN say of some images: all that scores and predictions follow from.</summary>
/// <remarks>Logits and features are native memory; whoever made the observations frees it.</remarks>
public sealed record Observations : IDisposable
{
    /// <summary>Number of images.</summary>
    public required int Count { get; init; }

    /// <summary>Number of classes.</summary>
    public required int Classes { get; init; }

    /// <summary>Neighbours a layer, k.</summary>
    public int Neighbors { get; init; }

    /// <summary>The class of the network's greatest logit, for every image.</summary>
    public required ImmutableArray<int> NetworkLabels { get; init; }

    /// <summary>Its softmax probability, from 0 to 1.</summary>
    public required ImmutableArray<float> NetworkConfidences { get; init; }

    /// <summary>A number from 0 to 1 for every image, drawn from its pixels, so that equal images have equal ones.</summary>
    public required ImmutableArray<double> Draws { get; init; }

    /// <summary>images × classes of the network, of which the data may use the first only.</summary>
    public required RowMatrix Logits { get; init; }

    /// <summary>images × features: what the last dense layer reads; null where nobody asked, or the network does not end in one.</summary>
    public RowMatrix? Features { get; init; }

    /// <summary>The neighbours at every selected layer, from input to output; empty where they were not sought.</summary>
    public ImmutableArray<LayerNeighborhood> Layers { get; init; } = [];

    /// <summary>images × classes: neighbours, over all layers, of other classes than the one; empty where nobody asked.</summary>
    public ReadOnlyMemory<int> Alpha { get; init; }

    /// <summary>images × classes: DkNN's p-value of every class; empty where nobody asked.</summary>
    public ReadOnlyMemory<double> PValues { get; init; }

    /// <summary>The features of images, for a score that asked for them.</summary>
    /// <exception cref="InvalidOperationException">The score did not ask for them.</exception>
    public RowMatrix RequireFeatures() => Needed.Of(Features, "are no features", ScoreNeeds.Features);

    /// <summary>The same with no more than a score asks for, so that one which forgot to ask learns it at once. It owns nothing.</summary>
    /// <param name="needs">What the score reads.</param>
    public Observations For(ScoreNeeds needs) => this with
    {
        Features = needs.HasFlag(ScoreNeeds.Features) ? Features : null,
        Layers = needs.HasFlag(ScoreNeeds.Neighbors) ? Layers : [],
        Alpha = needs.HasFlag(ScoreNeeds.PValues) ? Alpha : default,
        PValues = needs.HasFlag(ScoreNeeds.PValues) ? PValues : default,
    };

    /// <summary>Frees logits and features.</summary>
    public void Dispose()
    {
        Logits.Dispose();
        Features?.Dispose();
    }
}
