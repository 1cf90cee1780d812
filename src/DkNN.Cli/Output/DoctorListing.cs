using System.Collections.Immutable;

namespace DkNN.Cli;

/// <summary>What <c>dknn doctor --json</c> writes.</summary>
/// <param name="IsWell">Whether everything that a run needs is there and works.</param>
/// <param name="Findings">What was looked at, in that order.</param>
internal sealed record DoctorListing(bool IsWell, ImmutableArray<DoctorFinding> Findings);
