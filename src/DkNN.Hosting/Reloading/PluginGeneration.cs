namespace DkNN.Hosting;

/// <summary>A catalogue that is unloaded when its host has a newer one and the last lease has ended.</summary>
internal sealed class PluginGeneration(PluginCatalogue catalogue)
{
    private readonly Lock _lock = new();

    /// <summary>The host's own use, and one for each lease.</summary>
    private int _uses = 1;

    public PluginCatalogue Catalogue { get; } = catalogue;

    /// <summary>A lease, or null where all is unloaded already.</summary>
    public PluginLease? TryAcquire()
    {
        lock (_lock)
        {
            if (_uses == 0) return null;
            _uses++;
        }
        return new PluginLease(Catalogue, Release);
    }

    public void Release()
    {
        lock (_lock)
        {
            if (--_uses > 0) return;
        }
        Catalogue.Dispose();
    }
}
