namespace DkNN.Benchmarks;

/// <summary>A set of queries of an <see cref="EngineJob"/>.</summary>
/// <param name="Name">Name of the set.</param>
/// <param name="Queries">The .npy file.</param>
/// <param name="Truth">The file of the true distances; see <see cref="TruthFile"/>.</param>
public sealed record EngineQueries(string Name, string Queries, string Truth);
