using Microsoft.Extensions.DependencyInjection;

namespace DkNN;

/// <summary>Adds an assembly's plugins to the host. Written by the generator.</summary>
public interface IPluginRegistration
{
    /// <summary>Adds one singleton of the plugin's descriptor (such as <see cref="NeighborIndexPlugin"/>) for each plugin.</summary>
    /// <param name="services">A collection of this assembly's own; the host merges it when all went well.</param>
    void Register(IServiceCollection services);
}
