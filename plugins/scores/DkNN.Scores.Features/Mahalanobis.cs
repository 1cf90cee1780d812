namespace DkNN.Scores.Features;

/// <summary>
/// The Mahalanobis distance (Lee et al., "A Simple Unified Framework for Detecting Out-of-Distribution Samples and Adversarial Attacks", NeurIPS
/// 2018), of the features alone: max over classes of −(f − μ_c)ᵀΣ⁺(f − μ_c), with Σ the covariance that all classes share.
/// </summary>
/// <remarks>
/// Where a covariance is singular, as with features that are always zero, its pseudo-inverse stands for its inverse: see
/// <see cref="MahalanobisOptions.Tolerance"/>. Classes without training images have no distance.
/// </remarks>
[Score("mahalanobis", Description = "negative squared Mahalanobis distance to the nearest class of training images")]
public sealed class Mahalanobis : IScore<MahalanobisOptions>
{
    /// <inheritdoc/>
    public ScoreNeeds Needs(MahalanobisOptions options) => ScoreNeeds.Features;

    /// <inheritdoc/>
    public ScoreState Fit(ScoreTraining data, MahalanobisOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        return MahalanobisScorer.Fit(data, options.Tolerance, relative: false, cancellationToken);
    }

    /// <inheritdoc/>
    public IScorer Open(ScoreState state, MahalanobisOptions options)
    {
        ArgumentNullException.ThrowIfNull(state);
        return MahalanobisScorer.Open(state, relative: false);
    }
}
