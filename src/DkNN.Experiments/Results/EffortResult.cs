namespace DkNN.Experiments;

/// <summary>How an approximate index was set.</summary>
/// <param name="Name">The option that is its dial, such as "efSearch".</param>
/// <param name="Value">Its value.</param>
public sealed record EffortResult(string Name, double Value)
{
    /// <summary>
    /// What the recall on images like those that it was tuned on exceeds with 99 % confidence; null where it was not tuned.
    /// </summary>
    public double? RecallBound { get; init; }
}
