namespace DkNN.Hosting;

/// <summary>A plugin that is ready to use, with its origin.</summary>
/// <typeparam name="TPlugin">The plugin's kind of descriptor.</typeparam>
/// <param name="Plugin">The plugin.</param>
/// <param name="Source">The DLL it comes from.</param>
public sealed record LoadedPlugin<TPlugin>(TPlugin Plugin, PluginSource Source)
    where TPlugin : Plugin;
