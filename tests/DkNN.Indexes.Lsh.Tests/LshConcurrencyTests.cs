namespace DkNN.Indexes.Lsh.Tests;

public sealed class LshConcurrencyTests : ConcurrentSearches<LshIndexFactory, LshOptions>;
