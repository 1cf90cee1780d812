namespace DkNN.Hosting;

/// <summary>The right to use one generation of plugins: they are not unloaded before it is disposed.</summary>
public sealed class PluginLease : IDisposable
{
    private PluginGeneration? _generation;

    internal PluginLease(PluginGeneration generation)
    {
        _generation = generation;
        Catalogue = generation.Catalogue;
    }

    /// <summary>The plugins.</summary>
    public PluginCatalogue Catalogue { get; }

    /// <summary>Gives the right back; nothing of the plugins may be used from then on.</summary>
    public void Dispose() => Interlocked.Exchange(ref _generation, null)?.Release();
}
