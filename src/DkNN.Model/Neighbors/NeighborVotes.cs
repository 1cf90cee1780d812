using System.Collections.Immutable;
using DkNN.Core;

namespace DkNN.Model;

/// <summary>What the layers' neighbours and the network say of some images.</summary>
/// <param name="Table">The neighbours' votes over all layers.</param>
/// <param name="NetworkLabels">The class of the greatest logit, for every image.</param>
/// <param name="NetworkConfidences">Its softmax probability.</param>
/// <param name="Draws">A number from 0 to 1 for every image, where p-values are smoothed; else empty.</param>
/// <param name="SearchTimes">How long the search of every layer took, all images together.</param>
public sealed record NeighborVotes(
    VoteTable Table,
    ImmutableArray<int> NetworkLabels,
    ImmutableArray<float> NetworkConfidences,
    ImmutableArray<double> Draws,
    ImmutableArray<TimeSpan> SearchTimes);
