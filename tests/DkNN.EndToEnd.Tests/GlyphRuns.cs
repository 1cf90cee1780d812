namespace DkNN.EndToEnd.Tests;

/// <summary>The classes that look at one run on the built-in digits.</summary>
[CollectionDefinition(nameof(GlyphRuns))]
public sealed class GlyphRuns : ICollectionFixture<GlyphRun>;
