namespace DkNN.Model.Tests;

/// <summary>The classes that look at one fitted model.</summary>
[CollectionDefinition(nameof(FittedRuns))]
public sealed class FittedRuns : ICollectionFixture<FittedRun>;
