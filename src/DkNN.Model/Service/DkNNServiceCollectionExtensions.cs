using DkNN.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DkNN.Model;

/// <summary>A fitted model in dependency injection.</summary>
public static class DkNNServiceCollectionExtensions
{
    /// <summary>
    /// Adds one model as <see cref="IDkNNClassifier"/>, which answers single images that come at the same time in one batch, and as
    /// <see cref="DkNNModel"/>. It is opened when it is first asked for, with the plugins of <see cref="PluginHost.DefaultFolder"/> and of
    /// the folders given, unless a <see cref="PluginCatalogue"/> is registered already. Asking throws what
    /// <see cref="DkNNModel.Open"/> throws, and <see cref="OptionsValidationException"/> where an option is wrong; the next who asks tries again.
    /// The meter "DkNN" tells of its work.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets the options, of which <see cref="DkNNOptions.Model"/> is needed.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddDkNN(this IServiceCollection services, Action<DkNNOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<DkNNOptions>().Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DkNNOptions>, DkNNOptionsValidation>());
        if (services.All(service => service.ServiceType != typeof(PluginCatalogue)))
        {
            services.AddDkNNPlugins(provider => Options(provider).PluginFolders);
        }
        // Disposed in the opposite order: first who asks, then the model, then the plugins.
        services.TryAddSingleton(provider => DkNNModel.Open(Options(provider).Model, provider.GetRequiredService<PluginCatalogue>()));
        services.TryAddSingleton<IDkNNClassifier>(provider => new BatchingClassifier(provider.GetRequiredService<DkNNModel>(), Options(provider)));
        return services;
    }

    /// <summary>Adds a check, named "dknn", that opens the model and classifies one of its training images.</summary>
    /// <param name="builder">The host's health checks.</param>
    /// <returns>The same health checks.</returns>
    public static IHealthChecksBuilder AddDkNN(this IHealthChecksBuilder builder) => builder.AddCheck<ModelHealthCheck>("dknn");

    private static DkNNOptions Options(IServiceProvider services) => services.GetRequiredService<IOptions<DkNNOptions>>().Value;
}
