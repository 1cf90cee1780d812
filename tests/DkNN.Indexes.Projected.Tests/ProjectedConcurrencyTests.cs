namespace DkNN.Indexes.Projected.Tests;

public sealed class ProjectedConcurrencyTests : ConcurrentSearches<ProjectedIndexFactory, ProjectedOptions>;
