using System.Collections.Immutable;

namespace DkNN.Model;

/// <summary>The classes that an image may be of: {j : p_j &gt; 1 − level}; empty where no class is like the image.</summary>
/// <param name="Level">The wanted coverage, in (0, 1).</param>
/// <param name="Classes">The classes, in ascending order.</param>
public sealed record PredictionSet(double Level, ImmutableArray<int> Classes);
