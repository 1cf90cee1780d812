using System.Collections.Concurrent;

namespace DkNN.Experiments;

/// <summary>Which files this process has compared with their checksums, so that a hundred experiments read gigabytes once.</summary>
internal static class VerifiedFiles
{
    /// <summary>A file written so shortly before it is read may be written again within one tick of its time.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);

    private static readonly ConcurrentDictionary<string, Stamp> Known = new(StringComparer.Ordinal);

    /// <summary>Whether a file matches its checksum; read only where it is not the one that matched before.</summary>
    /// <param name="file">The file, as it stands now.</param>
    /// <param name="checksum">What <see cref="BlockChecksum"/> must give.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static bool Match(FileInfo file, string checksum, CancellationToken cancellationToken)
    {
        var stamp = new Stamp(file.Length, file.LastWriteTimeUtc, file.CreationTimeUtc, checksum);
        if (Known.TryGetValue(file.FullName, out var known) && known == stamp) return true;
        bool isSettled = file.LastWriteTimeUtc < DateTime.UtcNow - Tick;
        if (BlockChecksum.Of(file.FullName, cancellationToken) != checksum) return false;
        if (isSettled) Known[file.FullName] = stamp;
        return true;
    }

    private readonly record struct Stamp(long Bytes, DateTime Written, DateTime Created, string Checksum);
}
