namespace DkNN.Hosting;

/// <summary>The right to use one generation of plugins: they are not unloaded before it is disposed.</summary>
public sealed class PluginLease : IDisposable
{
    private Action? _release;

    internal PluginLease(PluginCatalogue catalogue, Action release)
    {
        Catalogue = catalogue;
        _release = release;
    }

    /// <summary>The plugins.</summary>
    public PluginCatalogue Catalogue { get; }

    /// <summary>Gives the right back; nothing of the plugins may be used from then on.</summary>
    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
