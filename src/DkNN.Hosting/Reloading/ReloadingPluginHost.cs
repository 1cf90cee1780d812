using System.Collections.Immutable;
using System.Diagnostics;

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
        _timer = new Timer(_ => OnQuiet());
        _watchers = [.. _folders.Select(Watch)];
    }

    /// <summary>
    /// Raised on a thread of the pool after every attempt to load plugins anew. What a handler throws goes to <see cref="Trace"/>: nobody
    /// stands above it who could catch it.
    /// </summary>
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
        lock (_reloading)
        {
            // Disposal may come between two events.
            if (!_disposed) _timer.Change(_quiet, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>An exception that left a timer's callback would end the process, with all that it serves.</summary>
    private void OnQuiet()
    {
        try
        {
            if (ReloadIfStable() is not { } outcome) return;
            try
            {
                Reloaded?.Invoke(this, outcome);
            }
            finally
            {
                if (!outcome.IsAccepted) outcome.Catalogue.Dispose();
            }
        }
        catch (Exception exception)
        {
            Trace.TraceError($"Plugins were not loaded anew, or somebody told of it failed: {exception}");
        }
    }

    /// <summary>Loads all plugins, and uses them where none is broken; null where files are still being written.</summary>
    private PluginsReloadedEventArgs? ReloadIfStable()
    {
        lock (_reloading)
        {
            if (_disposed) return null;
            var before = State();
            var catalogue = LoadOrSayWhyNot();
            if (!before.SequenceEqual(State()))
            {
                // Still being written: what was loaded may be half of it.
                catalogue.Dispose();
                Postpone();
                return null;
            }
            var old = _current;
            bool isAccepted = !Breaks(catalogue);
            if (isAccepted)
            {
                _current = new PluginGeneration(catalogue);
                old.Release();
            }
            return new PluginsReloadedEventArgs(catalogue, isAccepted);
        }
    }

    /// <summary>The plugins of now; where a folder vanishes or is closed while it is read, that is what the catalogue says.</summary>
    private PluginCatalogue LoadOrSayWhyNot()
    {
        try
        {
            return PluginHost.Load(_options, _folders.Where(Directory.Exists));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new PluginCatalogue([], [.. _folders.Select(folder => ManifestReader.Unreadable(exception).ToFailure(folder))]);
        }
    }

    /// <summary>Whether a folder, or a file whose plugins work now, has failed; one that was removed has not.</summary>
    private bool Breaks(PluginCatalogue catalogue)
    {
        var needed = _current.Catalogue.All.Select(loaded => loaded.Source.Path).Concat(_folders).ToHashSet(PathComparer);
        return catalogue.Failures.Any(failure => needed.Contains(failure.Path));
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
