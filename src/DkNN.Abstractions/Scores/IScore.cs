namespace DkNN;

/// <summary>
/// A number for every image, the larger the more it is to be trusted: what tells clean images from attacked and foreign ones. A score sees
/// arrays of floats, and neither the network nor Torch.
/// </summary>
/// <typeparam name="TOptions">See <see cref="INeighborIndexFactory{TOptions}"/> for what an options type may hold.</typeparam>
public interface IScore<in TOptions>
{
    /// <summary>What the score reads.</summary>
    /// <param name="options">Validated options.</param>
    ScoreNeeds Needs(TOptions options);

    /// <summary>Whose answer the score judges: which accuracy is shown against the share of images that it keeps.</summary>
    /// <param name="options">Validated options.</param>
    Predictor Judges(TOptions options) => Predictor.Network;

    /// <summary>
    /// Learns from training and calibration images what <see cref="Open"/> needs. A score that has nothing to learn does not implement this.
    /// </summary>
    /// <param name="data">Training and calibration images, as the network sees them; not to be kept.</param>
    /// <param name="options">Validated options.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What was learnt; the caller's.</returns>
    ScoreState Fit(ScoreTraining data, TOptions options, CancellationToken cancellationToken) => new();

    /// <summary>Makes ready to score images.</summary>
    /// <param name="state">What <see cref="Fit"/> gave, or what was kept of it; valid as long as the scorer.</param>
    /// <param name="options">The options that it was fitted with.</param>
    /// <exception cref="InvalidDataException">The state is not of this score.</exception>
    IScorer Open(ScoreState state, TOptions options);
}
