using System.Collections.Immutable;

namespace DkNN.Experiments;

/// <summary>The explained images of a run: the content of <c>explanations.json</c> and of <c>explanations.npy</c>.</summary>
/// <param name="Shape">Shape of every image, neighbours included.</param>
/// <param name="ClassNames">A name for every class, or empty for none.</param>
/// <param name="Images">The images.</param>
public sealed record RunExplanations(ImageShape Shape, ImmutableArray<string> ClassNames, ImmutableArray<RunExplanation> Images)
{
    /// <summary>What to call a class: its name, or its number where it has none.</summary>
    /// <param name="label">The class.</param>
    public string ClassName(int label) => ClassNames.IsDefaultOrEmpty ? $"{label}" : ClassNames[label];
}
