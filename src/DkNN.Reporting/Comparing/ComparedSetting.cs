using System.Collections.Immutable;

namespace DkNN.Reporting;

/// <summary>A setting that is not the same in all runs.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Values">Its value in every run; null where a run has no such setting, or its file is from before it was kept.</param>
public sealed record ComparedSetting(string Name, ImmutableArray<string?> Values);
