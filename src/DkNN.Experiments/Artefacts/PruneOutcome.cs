namespace DkNN.Experiments;

/// <summary>What became of a cache.</summary>
/// <param name="Removed">What went, least recently used first.</param>
/// <param name="Used">What would have gone, but is used by a process.</param>
/// <param name="BytesLeft">Size of what is left.</param>
public sealed record PruneOutcome(IReadOnlyList<ArtefactEntry> Removed, IReadOnlyList<ArtefactEntry> Used, long BytesLeft)
{
    /// <summary>Size of what went.</summary>
    public long BytesFreed => Removed.Sum(entry => entry.Bytes);
}
