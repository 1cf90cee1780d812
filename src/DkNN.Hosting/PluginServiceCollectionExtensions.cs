using Microsoft.Extensions.DependencyInjection;

namespace DkNN.Hosting;

/// <summary>Plugins in dependency injection.</summary>
public static class PluginServiceCollectionExtensions
{
    /// <summary>
    /// Adds one <see cref="PluginCatalogue"/>: the plugins of <see cref="PluginHost.DefaultFolder"/>, where that exists, and of the folders
    /// given. They are loaded when the catalogue is first asked for, which throws what <see cref="PluginHost.Load(PluginHostOptions, IEnumerable{string})"/> throws.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="folders">More folders; each must exist by then.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddDkNNPlugins(this IServiceCollection services, params IEnumerable<string> folders) =>
        services.AddDkNNPlugins(new PluginHostOptions(), folders);

    /// <summary>Adds one <see cref="PluginCatalogue"/> as the first overload does, with folders that other services know.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="folders">More folders; asked when the catalogue is first asked for.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddDkNNPlugins(this IServiceCollection services, Func<IServiceProvider, IEnumerable<string>> folders)
    {
        ArgumentNullException.ThrowIfNull(folders);
        return services.AddSingleton(provider => PluginHost.Load([.. Own(), .. folders(provider)]));
    }

    /// <summary>Adds one <see cref="PluginCatalogue"/> as the first overload does, of the plugins that the options allow.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">What must be trusted, and whether plugins are to be unloaded when the services are disposed.</param>
    /// <param name="folders">More folders; each must exist by then.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddDkNNPlugins(
        this IServiceCollection services, PluginHostOptions options, params IEnumerable<string> folders)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(folders);
        string[] given = [.. folders];
        return services.AddSingleton(_ => PluginHost.Load(options, [.. Own(), .. given]));
    }

    private static IEnumerable<string> Own() => Directory.Exists(PluginHost.DefaultFolder) ? [PluginHost.DefaultFolder] : [];
}
