using System.Collections.Immutable;

namespace DkNN.Model;

/// <summary>One layer of a model: which index searches it, and how.</summary>
/// <param name="Name">Name of the layer.</param>
/// <param name="Neurons">Floats of the layer.</param>
/// <param name="Dimension">Floats of a row in its space.</param>
/// <param name="Index">The index plugin and its options.</param>
/// <param name="Effort">The dial of its effort, as it was tuned; null where it has none.</param>
/// <param name="Origin">What the index's rows come from, as its file says.</param>
public sealed record ModelLayer(
    string Name,
    int Neurons,
    int Dimension,
    PluginSettings Index,
    double? Effort,
    ImmutableSortedDictionary<string, string> Origin)
{
    /// <summary>File of the training rows.</summary>
    public string RowsFile => $"{Name}.rows";

    /// <summary>File of the layer's space.</summary>
    public string SpaceFile => $"{Name}.space";

    /// <summary>File of the index.</summary>
    public string IndexFile => $"{Name}.index";
}
