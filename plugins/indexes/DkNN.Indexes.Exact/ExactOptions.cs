namespace DkNN.Indexes.Exact;

/// <summary>Exact search has nothing to choose.</summary>
public sealed class ExactOptions;
