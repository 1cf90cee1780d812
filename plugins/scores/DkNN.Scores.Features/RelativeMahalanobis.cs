namespace DkNN.Scores.Features;

/// <summary>
/// The relative Mahalanobis distance (Ren et al., "A Simple Fix to Mahalanobis Distance for Improving Near-OOD Detection", 2021): max over classes
/// of M(f; μ, Σ₀) − M(f; μ_c, Σ), with μ and Σ₀ mean and covariance of all training images whatever their class.
/// </summary>
/// <remarks>
/// Where a covariance is singular, as with features that are always zero, its pseudo-inverse stands for its inverse: see
/// <see cref="MahalanobisOptions.Tolerance"/>. Classes without training images have no distance.
/// </remarks>
[Score("relative-mahalanobis", Description = "how much nearer the nearest class is than all training images together, by Mahalanobis distance")]
public sealed class RelativeMahalanobis : IScore<MahalanobisOptions>
{
    /// <inheritdoc/>
    public ScoreNeeds Needs(MahalanobisOptions options) => ScoreNeeds.Features;

    /// <inheritdoc/>
    public ScoreState Fit(ScoreTraining data, MahalanobisOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        return MahalanobisScorer.Fit(data, options.Tolerance, relative: true, cancellationToken);
    }

    /// <inheritdoc/>
    public IScorer Open(ScoreState state, MahalanobisOptions options)
    {
        ArgumentNullException.ThrowIfNull(state);
        return MahalanobisScorer.Open(state, relative: true);
    }
}
