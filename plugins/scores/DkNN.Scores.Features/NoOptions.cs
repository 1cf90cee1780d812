namespace DkNN.Scores.Features;

/// <summary>There is nothing to choose.</summary>
public sealed class NoOptions;
