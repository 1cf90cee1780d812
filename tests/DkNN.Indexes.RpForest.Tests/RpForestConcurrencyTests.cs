namespace DkNN.Indexes.RpForest.Tests;

public sealed class RpForestConcurrencyTests : ConcurrentSearches<RpForestIndexFactory, RpForestOptions>;
