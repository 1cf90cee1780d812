namespace DkNN.Hosting;

/// <summary>What came of a change in the plugin folders.</summary>
/// <param name="catalogue">What was found.</param>
/// <param name="isAccepted">
/// Whether it is in use now. It is not where a plugin that works in the generation before has failed: that generation stays.
/// </param>
public sealed class PluginsReloadedEventArgs(PluginCatalogue catalogue, bool isAccepted) : EventArgs
{
    /// <summary>What was found; its <see cref="PluginCatalogue.Failures"/> say what is wrong.</summary>
    public PluginCatalogue Catalogue { get; } = catalogue;

    /// <summary>Whether it is in use now.</summary>
    public bool IsAccepted { get; } = isAccepted;
}
