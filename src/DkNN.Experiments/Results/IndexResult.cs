namespace DkNN.Experiments;

/// <summary>Quality and cost of the index of one layer.</summary>
/// <param name="Layer">Name of the layer.</param>
/// <param name="Dimension">Floats in a row.</param>
/// <param name="RecallAtK">
/// Share of the true k nearest rows that the index finds, on a sample of the clean images; null where it was not measured.
/// </param>
/// <param name="BuildSeconds">Seconds to build it.</param>
/// <param name="QueryMillisecondsPerImage">Milliseconds of search per image, in batches over all cores.</param>
/// <param name="Bytes">Bytes on disk of the index and of the rows that it searches.</param>
/// <param name="LoadSeconds">Seconds to load it.</param>
public sealed record IndexResult(
    string Layer,
    int Dimension,
    double? RecallAtK,
    double BuildSeconds,
    double QueryMillisecondsPerImage,
    long Bytes,
    double LoadSeconds)
{
    /// <summary>The same for each set of images that was searched for: clean, attacked with the greatest budget, foreign.</summary>
    public IReadOnlyList<RecallResult> Recalls
    {
        // Files from before it was measured have none.
        get => field ?? [];
        init;
    }

    /// <summary>Name of the index plugin.</summary>
    public string? Index { get; init; }

    /// <summary>Why <c>auto</c> chose it; null where it was named.</summary>
    public string? Why { get; init; }

    /// <summary>The dial of its effort as it stood at the end of the run; null where it has none.</summary>
    public EffortResult? Effort { get; init; }

    /// <summary>Distances over all of a row's floats, a query; null where the index does not count them.</summary>
    public double? DistancesPerQuery { get; init; }
}
