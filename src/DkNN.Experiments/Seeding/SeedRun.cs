namespace DkNN.Experiments;

/// <summary>One of several runs that differ in their seeds alone.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Directory">Its directory.</param>
/// <param name="Results">What it measured; null until it has.</param>
public sealed record SeedRun(int Seed, RunDirectory Directory, RunResults? Results = null);
