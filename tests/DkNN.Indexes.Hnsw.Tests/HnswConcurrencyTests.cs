namespace DkNN.Indexes.Hnsw.Tests;

public sealed class HnswConcurrencyTests : ConcurrentSearches<HnswIndexFactory, HnswOptions>;
