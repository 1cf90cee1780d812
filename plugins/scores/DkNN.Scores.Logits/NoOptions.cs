namespace DkNN.Scores.Logits;

/// <summary>There is nothing to choose.</summary>
public sealed class NoOptions;
