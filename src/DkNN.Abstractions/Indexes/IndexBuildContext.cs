namespace DkNN;

/// <summary>What a build is given beside rows and options.</summary>
/// <param name="Seed">Seed of every random choice: equal seeds give equal indexes, whatever the number of threads.</param>
/// <param name="Progress">Told the share built so far, from 0 to 1; or null.</param>
/// <param name="CancellationToken">Stops the build.</param>
public sealed record IndexBuildContext(int Seed, IProgress<double>? Progress, CancellationToken CancellationToken);
