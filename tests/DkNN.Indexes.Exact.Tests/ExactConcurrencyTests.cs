namespace DkNN.Indexes.Exact.Tests;

public sealed class ExactConcurrencyTests : ConcurrentSearches<ExactIndexFactory, ExactOptions>;
