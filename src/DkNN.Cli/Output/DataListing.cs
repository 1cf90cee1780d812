using System.Collections.Immutable;

namespace DkNN.Cli;

/// <summary>What <c>dknn data list --json</c> writes.</summary>
/// <param name="DataSets">The known data sets.</param>
internal sealed record DataListing(ImmutableArray<ListedDataSet> DataSets);
