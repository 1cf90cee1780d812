namespace DkNN.Experiments;

/// <summary>
/// Artefacts by the hash of all that determines them. Any number of processes, and of objects in one process, may use a directory at
/// once, and it may be deleted at any time: what a killed run left half-made is swept away; what was damaged is detected by checksum,
/// reported and made again; what vanished is made again.
/// </summary>
public sealed class ArtefactCache
{
    /// <summary>How often something is made that vanishes each time before it is used.</summary>
    private const int Attempts = 3;

    private readonly CacheDirectory _directory;
    private readonly Action<string> _warn;
    private readonly bool _hasLocks;

    /// <summary>Opens a cache.</summary>
    /// <param name="root">Its directory; made where absent.</param>
    /// <param name="warn">Told in one line of each artefact found damaged or lost.</param>
    /// <exception cref="IOException">The directory cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory cannot be written.</exception>
    public ArtefactCache(string root, Action<string> warn)
    {
        _directory = new CacheDirectory(Path.GetFullPath(root));
        _warn = warn;
        _hasLocks = _directory.HasLocks();
        if (_hasLocks) _directory.Sweep();
        else warn($"The file system of '{Root}' has no locks: nothing is removed from this cache.");
    }

    /// <summary>The cache's directory.</summary>
    public string Root => _directory.Root;

    /// <summary>
    /// An artefact that is there and whole; null where it is to be made. A damaged one is reported and removed. A file is read once in a
    /// process, and again only where its size or time has changed.
    /// </summary>
    /// <param name="key">All that determines it.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="IOException">A damaged one cannot be removed.</exception>
    public Artefact? Find(ArtefactKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        string path = _directory.PathOf(key.Kind, key.Hash);
        while (_directory.Use(path) is { } lease)
        {
            ArtefactManifest? manifest = null;
            string? damage = null;
            try
            {
                manifest = ManifestFile.Verify(path, out damage, cancellationToken);
                if (damage is null) return new Artefact(key, path, manifest!, lease, wasFound: true);
            }
            finally
            {
                if (manifest is null || damage is not null) lease.Dispose();
            }
            // Another run may have found the same, and made it again meanwhile.
            if (!_directory.RemoveDamaged(path, () => ManifestFile.TryRead(path)?.Id == manifest?.Id)) continue;
            _warn($"The cached {key.Kind} in '{path}' is damaged ({damage}); it is made again.");
        }
        return null;
    }

    /// <summary>Begins an artefact.</summary>
    /// <param name="key">All that determines it.</param>
    public ArtefactWriter Begin(ArtefactKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new ArtefactWriter(_directory, key, Find);
    }

    /// <summary>
    /// Finds an artefact or makes it. Another run that makes the same just now is not waited for: whichever is finished first stays.
    /// </summary>
    /// <param name="key">All that determines it.</param>
    /// <param name="make">Writes its files; called again where they vanish.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ArtefactLostException">It vanishes each time.</exception>
    public Artefact GetOrMake(ArtefactKey key, Action<ArtefactWriter> make, CancellationToken cancellationToken = default) =>
        GetOrMake(key, make, artefact => artefact, cancellationToken);

    /// <summary>Finds an artefact or makes it, and loads it; where it vanishes before it is loaded, it is made again.</summary>
    /// <typeparam name="T">What is loaded.</typeparam>
    /// <param name="key">All that determines it.</param>
    /// <param name="make">Writes its files; called again where they vanish.</param>
    /// <param name="load">Reads them; the artefact is its own from then on, unless it throws.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ArtefactLostException">It vanishes each time.</exception>
    public T GetOrMake<T>(
        ArtefactKey key, Action<ArtefactWriter> make, Func<Artefact, T> load, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(make);
        ArgumentNullException.ThrowIfNull(load);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return Load(Find(key, cancellationToken) ?? Make(key, make, cancellationToken), load);
            }
            catch (ArtefactLostException problem) when (attempt < Attempts)
            {
                _warn(problem.Message);
            }
        }
    }

    /// <summary>Removes an artefact that is no longer wanted, unless someone uses it.</summary>
    /// <param name="key">All that determines it.</param>
    /// <returns>False where someone uses it; true where it is gone.</returns>
    public bool Remove(ArtefactKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Remove(_directory.PathOf(key.Kind, key.Hash));
    }

    /// <summary>Evicts artefacts by age, then by size, those least recently used first; never what someone uses.</summary>
    /// <param name="options">What goes.</param>
    public PruneOutcome Prune(PruneOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var entries = ArtefactEntry.In(Root);
        var removed = new List<ArtefactEntry>();
        var used = new List<ArtefactEntry>();
        long bytes = entries.Sum(entry => entry.Bytes);
        foreach (var entry in entries.OrderBy(entry => entry.LastUse))
        {
            if (!options.Evicts(entry, bytes)) continue;
            string path = _directory.PathOf(entry.Kind, entry.Hash);
            if (options.IsDryRun ? !_hasLocks || _directory.IsUsed(path) : !Remove(path))
            {
                used.Add(entry);
                continue;
            }
            removed.Add(entry);
            bytes -= entry.Bytes;
        }
        return new PruneOutcome(removed, used, bytes);
    }

    private bool Remove(string path) => _hasLocks && _directory.Remove(path);

    private Artefact Make(ArtefactKey key, Action<ArtefactWriter> make, CancellationToken cancellationToken)
    {
        using var writer = Begin(key);
        try
        {
            make(writer);
        }
        catch (IOException problem) when (writer.IsLost)
        {
            throw writer.Lost(problem);
        }
        return writer.Commit(cancellationToken);
    }

    private static T Load<T>(Artefact artefact, Func<Artefact, T> load)
    {
        try
        {
            return load(artefact);
        }
        catch (Exception problem)
        {
            artefact.Dispose();
            if (problem is IOException and not ArtefactLostException && artefact.IsLost)
            {
                throw new ArtefactLostException(
                    $"The cached {artefact.Key.Kind} in '{artefact.Directory}' has vanished. The same command makes it again.", problem);
            }
            throw;
        }
    }
}
