namespace DkNN;

/// <summary>
/// A fitted score. Calls may come at the same time. What an image's score is must not depend on the images beside it. One that holds
/// memory of its own is disposed of if it is <see cref="IDisposable"/>.
/// </summary>
public interface IScorer
{
    /// <summary>Scores images.</summary>
    /// <param name="images">What is known of them.</param>
    /// <param name="scores">Takes one finite number an image, the larger the more trusted.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    void Score(Observations images, Span<double> scores, CancellationToken cancellationToken);
}
