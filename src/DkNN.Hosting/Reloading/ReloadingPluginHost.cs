using System.Collections.Immutable;

namespace DkNN.Hosting;

/// <summary>
/// Plugins for a program that runs for long: when a file in a plugin folder changes, all are loaded anew. Whoever uses plugins holds a
/// <see cref="PluginLease"/>; a generation that was replaced is unloaded when its last lease ends.
/// </summary>
public sealed class ReloadingPluginHost : IDisposable
{
    private static readonly StringComparer PathComparer =
        OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    private readonly PluginHostOptions _options;
    private readonly ImmutableArray<string> _folders;
    private readonly ImmutableArray<FileSystemWatcher> _watchers;
    private readonly TimeSpan _quiet;
    private readonly Timer _timer;
    private readonly Lock _reloading = new();
    private volatile PluginGeneration _current;
    private volatile bool _disposed;

    /// <summary>Loads the plugins and begins to watch.</summary>
    /// <param name="options">What must be trusted; plugins are made unloadable whatever it says.</param>
    /// <param name="quiet">How long no file may have changed before plugins are loaded: a copy takes its time. At least 1 ms.</param>
    /// <param name="folders">Existing folders.</param>
    /// <exception cref="DirectoryNotFoundException">A folder does not exist.</exception>
    public ReloadingPluginHost(PluginHostOptions options, TimeSpan quiet, params IEnumerable<string> folders)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(folders);
        ArgumentOutOfRangeException.ThrowIfLessThan(quiet, TimeSpan.FromMilliseconds(1));
        _options = options with { Unloadable = true };
        _folders = [.. folders];
        _quiet = quiet;
        _current = new PluginGeneration(PluginHost.Load(_options, _folders));
        _timer = new Timer(_ => ReloadIfStable());
        _watchers = [.. _folders.Select(Watch)];
    }

    /// <summary>Raised on a thread of the pool after every attempt to load plugins anew.</summary>
    public event EventHandler<PluginsReloadedEventArgs>? Reloaded;

    /// <summary>The plugins of now, for as long as the lease is held.</summary>
    /// <exception cref="ObjectDisposedException">The host is disposed.</exception>
    public PluginLease Acquire()
    {
        while (true)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            // Between the reading of the field and the lease a newer generation may have come, and this one gone.
            if (_current.TryAcquire() is { } lease) return lease;
        }
    }

    /// <summary>Ends watching, and unloads the plugins when the last lease has ended.</summary>
    public void Dispose()
    {
        lock (_reloading)
        {
            if (_disposed) return;
            _disposed = true;
            foreach (var watcher in _watchers) watcher.Dispose();
            _timer.Dispose();
            _current.Release();
        }
    }

    private FileSystemWatcher Watch(string folder)
    {
        var watcher = new FileSystemWatcher(folder)
        {
            IncludeSubdirectories = true,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        watcher.Created += (_, _) => Postpone();
        watcher.Changed += (_, _) => Postpone();
        watcher.Deleted += (_, _) => Postpone();
        watcher.Renamed += (_, _) => Postpone();
        // The system's list of changes ran over: something changed, whatever it was.
        watcher.Error += (_, _) => Postpone();
        watcher.EnableRaisingEvents = true;
        return watcher;
    }

    private void Postpone()
    {
        // Disposal may come between two events.
        if (!_disposed) _timer.Change(_quiet, Timeout.InfiniteTimeSpan);
    }

    private void ReloadIfStable()
    {
        PluginsReloadedEventArgs outcome;
        lock (_reloading)
        {
            if (_disposed) return;
            var before = State();
            var catalogue = PluginHost.Load(_options, _folders.Where(Directory.Exists));
            if (!before.SequenceEqual(State()))
            {
                // Still being written: what was loaded may be half of it.
                catalogue.Dispose();
                Postpone();
                return;
            }
            bool isAccepted = !Breaks(catalogue);
            if (isAccepted)
            {
                var old = _current;
                _current = new PluginGeneration(catalogue);
                old.Release();
            }
            outcome = new PluginsReloadedEventArgs(catalogue, isAccepted);
        }
        Reloaded?.Invoke(this, outcome);
        if (!outcome.IsAccepted) outcome.Catalogue.Dispose();
    }

    /// <summary>Whether a file whose plugins work now has failed; one that was removed has not.</summary>
    private bool Breaks(PluginCatalogue catalogue)
    {
        var working = _current.Catalogue.All.Select(loaded => loaded.Source.Path).ToHashSet(PathComparer);
        return catalogue.Failures.Any(failure => working.Contains(failure.Path));
    }

    /// <summary>Every file with its length and time: two equal lists mean that nobody is writing.</summary>
    private ImmutableArray<(string Path, long Length, DateTime Written)> State()
    {
        try
        {
            return
            [
                .. _folders.Where(Directory.Exists)
                    .SelectMany(folder => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
                    .Select(file => (file.FullName, file.Length, file.LastWriteTimeUtc))
                    .OrderBy(file => file.FullName, StringComparer.Ordinal),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A file that is there in one moment and gone in the next: no two such lists are equal.
            return [(exception.Message, Environment.TickCount64, DateTime.UtcNow)];
        }
    }
}
