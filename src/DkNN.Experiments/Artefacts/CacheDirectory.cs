using Microsoft.Win32.SafeHandles;

namespace DkNN.Experiments;

/// <summary>
/// The names in a cache's directory, and who may change them. <c>KIND/HASH</c> is a whole artefact, and <c>KIND/HASH.lock</c> is shared by
/// all that use it; its time is that of the last use. <c>KIND/RANDOM.making</c> is under way as long as someone holds
/// <c>KIND/RANDOM.making.lock</c>; <c>KIND/RANDOM.removed</c> is on its way out. Whoever changes a name or takes a lock holds
/// <c>.lock</c> for that moment, so that no lock file is deleted between its being opened and being locked.
/// </summary>
/// <param name="root">Full path of the directory.</param>
internal sealed class CacheDirectory(string root)
{
    private const string LockSuffix = ".lock";
    private const string MakingSuffix = ".making";
    private const string RemovedSuffix = ".removed";

    /// <summary>Full path of the directory.</summary>
    public string Root => root;

    /// <summary>Where an artefact stands, or is to stand.</summary>
    public string PathOf(string kind, string hash) => Path.Combine(root, kind, hash);

    /// <summary>Directories that are whole artefacts, by kind and hash.</summary>
    public IEnumerable<string> Artefacts() =>
        Kinds().SelectMany(Directory.EnumerateDirectories).Where(path => !Path.GetFileName(path.AsSpan()).Contains('.'));

    /// <summary>When an artefact was last used.</summary>
    public static DateTime LastUse(string artefact) =>
        File.GetLastWriteTimeUtc(File.Exists(artefact + LockSuffix) ? artefact + LockSuffix : artefact);

    /// <summary>Whether locks exclude anyone here; some network file systems, and a setting of .NET, make them empty.</summary>
    public bool HasLocks()
    {
        using var gate = Enter();
        using var second = LockFile.TryHold(Gate);
        return second is null;
    }

    /// <summary>Shares an artefact's lock and notes the time; null where there is no artefact.</summary>
    public SafeFileHandle? Use(string artefact)
    {
        using var gate = Enter();
        try
        {
            return Directory.Exists(artefact) ? Share(artefact) : null;
        }
        catch (Exception problem) when (problem is DirectoryNotFoundException or FileNotFoundException)
        {
            // The cache is being deleted.
            return null;
        }
    }

    /// <summary>Makes a directory that no reader sees, and holds its lock.</summary>
    public (string Path, SafeFileHandle Lock) Make(string kind)
    {
        string path = PathOf(kind, Guid.NewGuid().ToString("N")) + MakingSuffix;
        using var gate = Enter();
        Directory.CreateDirectory(PathOf(kind, ""));
        var held = LockFile.Hold(path + LockSuffix);
        Directory.CreateDirectory(path);
        return (path, held);
    }

    /// <summary>Whether a directory of <see cref="Make"/> is no longer there, or no longer guarded by its lock.</summary>
    public static bool IsGone(string made) => !Directory.Exists(made) || !File.Exists(made + LockSuffix);

    /// <summary>Deletes what <see cref="Make"/> made, as far as it is still there.</summary>
    public static void Unmake(string made, SafeFileHandle held)
    {
        Delete(made);
        held.Dispose();
        DeleteLock(made);
    }

    /// <summary>Gives what was made its name, and shares its lock; null where an artefact has the name already.</summary>
    public SafeFileHandle? Publish(string made, string artefact)
    {
        using var gate = Enter();
        if (Directory.Exists(artefact)) return null;
        Directory.Move(made, artefact);
        return Share(artefact);
    }

    /// <summary>Whether someone uses an artefact.</summary>
    public bool IsUsed(string artefact)
    {
        using var gate = Enter();
        if (!File.Exists(artefact + LockSuffix)) return false;
        using var alone = LockFile.TryHold(artefact + LockSuffix);
        return alone is null;
    }

    /// <summary>Removes an artefact, unless someone uses it.</summary>
    /// <returns>False where someone uses it.</returns>
    public bool Remove(string artefact)
    {
        string removed;
        using (Enter())
        {
            if (!Directory.Exists(artefact)) return true;
            using (var alone = LockFile.TryHold(artefact + LockSuffix))
            {
                if (alone is null) return false;
                removed = Rename(artefact);
            }
            DeleteLock(artefact);
        }
        Delete(removed);
        return true;
    }

    /// <summary>
    /// Removes an artefact although it is used, if it is still the one that was found damaged: what users have mapped stays theirs.
    /// </summary>
    /// <param name="artefact">Its directory.</param>
    /// <param name="isSame">Whether it is still that one.</param>
    /// <returns>False where it is not there, or another.</returns>
    /// <exception cref="IOException">This system keeps the directory while others have its files open.</exception>
    public bool RemoveDamaged(string artefact, Func<bool> isSame)
    {
        string removed;
        using (Enter())
        {
            if (!Directory.Exists(artefact) || !isSame()) return false;
            removed = Rename(artefact);
        }
        Delete(removed);
        return true;
    }

    /// <summary>Deletes what no one holds: unfinished, on its way out, or locks of what is gone.</summary>
    public void Sweep()
    {
        var dead = new List<(string Path, SafeFileHandle Lock)>();
        var removed = new List<string>();
        using (Enter())
        {
            foreach (string path in Kinds().SelectMany(Directory.GetFileSystemEntries))
            {
                bool isLock = path.EndsWith(LockSuffix, StringComparison.Ordinal);
                string locked = isLock ? path[..^LockSuffix.Length] : path;
                bool isMaking = locked.EndsWith(MakingSuffix, StringComparison.Ordinal);
                if (!isLock)
                {
                    bool isOwned = isMaking ? File.Exists(path + LockSuffix) : !path.EndsWith(RemovedSuffix, StringComparison.Ordinal);
                    if (!isOwned) removed.Add(path);
                }
                else if ((isMaking || !Directory.Exists(locked)) && LockFile.TryHold(path) is { } held)
                {
                    if (isMaking) dead.Add((locked, held));
                    else Unmake(locked, held);
                }
            }
        }
        foreach (var (path, held) in dead) Unmake(path, held);
        foreach (string path in removed) Delete(path);
    }

    private string Gate => Path.Combine(root, LockSuffix);

    private IEnumerable<string> Kinds() => Directory.Exists(root) ? Directory.EnumerateDirectories(root) : [];

    private SafeFileHandle Enter()
    {
        while (true)
        {
            Directory.CreateDirectory(root);
            try
            {
                return LockFile.Hold(Gate);
            }
            catch (DirectoryNotFoundException)
            {
                // The cache is being deleted: it begins anew.
            }
        }
    }

    private static SafeFileHandle Share(string artefact)
    {
        var shared = LockFile.Share(artefact + LockSuffix);
        try
        {
            File.SetLastWriteTimeUtc(artefact + LockSuffix, DateTime.UtcNow);
            return shared;
        }
        catch
        {
            shared.Dispose();
            throw;
        }
    }

    /// <summary>Takes an artefact's name away.</summary>
    private static string Rename(string artefact)
    {
        string removed = Path.Combine(Path.GetDirectoryName(artefact)!, Guid.NewGuid().ToString("N")) + RemovedSuffix;
        Directory.Move(artefact, removed);
        return removed;
    }

    private static void Delete(string directory) => Try(() => Directory.Delete(directory, recursive: true));

    private static void DeleteLock(string locked) => Try(() => File.Delete(locked + LockSuffix));

    private static void Try(Action delete)
    {
        try
        {
            delete();
        }
        catch (IOException)
        {
            // Another deletes it too, or has it open on a system that keeps open files: the next sweep takes what is left.
        }
    }
}
