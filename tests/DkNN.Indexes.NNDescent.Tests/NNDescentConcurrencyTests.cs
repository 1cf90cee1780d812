namespace DkNN.Indexes.NNDescent.Tests;

public sealed class NNDescentConcurrencyTests : ConcurrentSearches<NNDescentIndexFactory, NNDescentOptions>;
