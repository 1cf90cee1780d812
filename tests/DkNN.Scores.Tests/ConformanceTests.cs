namespace DkNN.Scores.Tests;

/// <summary>Every score passes what is asked of all.</summary>
public static class ConformanceTests
{
    public sealed class SoftmaxScore : ScoreConformance<DkNN.Scores.Logits.Softmax, DkNN.Scores.Logits.NoOptions>;

    public sealed class MaxLogitScore : ScoreConformance<DkNN.Scores.Logits.MaxLogit, DkNN.Scores.Logits.NoOptions>;

    public sealed class EnergyScore : ScoreConformance<DkNN.Scores.Logits.Energy, DkNN.Scores.Logits.NoOptions>;

    public sealed class GenScore : ScoreConformance<DkNN.Scores.Logits.Gen, DkNN.Scores.Logits.GenOptions>;

    public sealed class DeepKnnScore : ScoreConformance<DkNN.Scores.Features.DeepKnn, DkNN.Scores.Features.DeepKnnOptions>;

    public sealed class MahalanobisScore : ScoreConformance<DkNN.Scores.Features.Mahalanobis, DkNN.Scores.Features.MahalanobisOptions>;

    public sealed class RelativeMahalanobisScore : ScoreConformance<DkNN.Scores.Features.RelativeMahalanobis, DkNN.Scores.Features.MahalanobisOptions>;

    public sealed class VimScore : ScoreConformance<DkNN.Scores.Features.Vim, DkNN.Scores.Features.VimOptions>;

    public sealed class FdbdScore : ScoreConformance<DkNN.Scores.Features.Fdbd, DkNN.Scores.Features.NoOptions>;

    public sealed class ReactScore : ScoreConformance<DkNN.Scores.Features.React, DkNN.Scores.Features.ReactOptions>;

    public sealed class TrustScore : ScoreConformance<DkNN.Scores.Features.Trust, DkNN.Scores.Features.NoOptions>;

    public sealed class CredibilityScore : ScoreConformance<DkNN.Scores.Neighbors.Credibility, DkNN.Scores.Neighbors.NoOptions>;

    /// <summary>Ten distances of one layer, all that the suite has, tell little of a dimension.</summary>
    public sealed class LidScore : ScoreConformance<DkNN.Scores.Neighbors.Lid, DkNN.Scores.Neighbors.LidOptions>
    {
        protected override double LeastAuroc => 0.6;
    }

    public sealed class DknnWeightedScore : ScoreConformance<DkNN.Scores.Neighbors.DknnWeighted, DkNN.Scores.Neighbors.NoOptions>;

    public sealed class DknnConditionalScore : ScoreConformance<DkNN.Scores.Neighbors.DknnConditional, DkNN.Scores.Neighbors.NoOptions>;
}
