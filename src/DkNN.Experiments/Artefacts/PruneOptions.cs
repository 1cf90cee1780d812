namespace DkNN.Experiments;

/// <summary>What is evicted from a cache.</summary>
/// <param name="UnusedSince">What no run has used since then goes, in UTC; null to keep whatever its age.</param>
/// <param name="KeepBytes">What is left may take so many bytes; null for any size.</param>
/// <param name="IsDryRun">Whether to tell only what would go.</param>
public sealed record PruneOptions(DateTime? UnusedSince, long? KeepBytes, bool IsDryRun)
{
    /// <summary>Whether an artefact goes, the least recently used being asked first.</summary>
    internal bool Evicts(ArtefactEntry entry, long bytes) => entry.LastUse < UnusedSince || bytes > KeepBytes;
}
