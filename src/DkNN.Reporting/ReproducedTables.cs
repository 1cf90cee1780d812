using DkNN.Experiments;

namespace DkNN.Reporting;

/// <summary>What <see cref="ReproductionReport"/> shows, for other programs.</summary>
/// <param name="Findings">Published figures beside ours.</param>
/// <param name="Groups">The experiments of each group side by side.</param>
public sealed record ReproducedTables(IReadOnlyList<Finding> Findings, IReadOnlyList<RunComparison> Groups);
