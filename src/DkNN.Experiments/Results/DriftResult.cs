namespace DkNN.Experiments;

/// <summary>
/// A stream of clean images that turns into others, watched by a martingale of smoothed p-values: what it noticed, and when.
/// </summary>
/// <param name="To">What the stream turns into: "attack" with the greatest budget, the name of a foreign data set, or "clean" where it does not turn.</param>
/// <param name="Images">Images in the stream.</param>
/// <param name="Change">Place of the first image of the other kind; as many as there are images where the stream does not turn.</param>
/// <param name="Threshold">Capital that gives the alarm: 1 in so many exchangeable streams ever gives one, or fewer.</param>
/// <param name="Alarm">Place of the image at which it was reached; null for never.</param>
/// <param name="Path">Decimal logarithm of the capital, at images evenly spread over the stream.</param>
public sealed record DriftResult(string To, int Images, int Change, double Threshold, int? Alarm, IReadOnlyList<double> Path)
{
    /// <summary>Images of the other kind that came before the alarm; null where it came too early or never.</summary>
    public int? StepsToAlarm => Alarm >= Change ? Alarm - Change + 1 : null;

    /// <summary>Whether it gave the alarm on clean images.</summary>
    public bool IsFalseAlarm => Alarm < Change;
}
