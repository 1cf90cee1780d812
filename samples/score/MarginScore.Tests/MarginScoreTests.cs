using DkNN.Testing;

namespace MarginScore.Tests;

/// <summary>What it asks for, direction, determinism, images alone and together, what is kept of it, awkward images: all inherited.</summary>
public sealed class MarginScoreTests : ScoreConformance<MarginScorePlugin, MarginOptions>;
