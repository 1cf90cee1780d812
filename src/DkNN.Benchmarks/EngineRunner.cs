using System.Collections.Immutable;

namespace DkNN.Benchmarks;

/// <summary>Has an engine measured, in this process or another.</summary>
/// <param name="job">What to measure.</param>
/// <param name="onStep">Told in a few words of what is done next.</param>
/// <param name="cancellationToken">Stops it.</param>
/// <returns>The lines measured.</returns>
/// <exception cref="ExperimentException">The engine failed; the others may go on.</exception>
public delegate ImmutableArray<BenchmarkLine> EngineRunner(EngineJob job, Action<string> onStep, CancellationToken cancellationToken);
