namespace DkNN.Scores.Neighbors;

/// <summary>There is nothing to choose.</summary>
public sealed class NoOptions;
