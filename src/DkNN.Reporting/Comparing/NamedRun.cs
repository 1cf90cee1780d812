using DkNN.Experiments;

namespace DkNN.Reporting;

/// <summary>A run to compare with others.</summary>
/// <param name="Name">What to call it.</param>
/// <param name="Results">What it measured.</param>
public sealed record NamedRun(string Name, RunResults Results);
