using System.Collections.Immutable;

namespace DkNN.Experiments;

/// <summary>What one pass over the training images leaves on disk.</summary>
/// <param name="Layers">The rows of every selected layer.</param>
/// <param name="Outputs">What the network says of the images; null where no score asks.</param>
internal sealed record TrainingRows(ImmutableArray<LayerRows> Layers, TrainingOutputs? Outputs);
