using System.Reflection;
using DkNN.Torch;
using Microsoft.Extensions.DependencyInjection;

namespace DkNN.Generators.Tests;

/// <summary>The samples, compiled, loaded and registered as a host does it.</summary>
public sealed class RunningPlugins : IDisposable
{
    private readonly ServiceProvider _services;

    public RunningPlugins()
    {
        using var image = new MemoryStream();
        var emitted = Workbench.Generate(Workbench.Compile(Samples.All)).Output.Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        Assembly = Assembly.Load(image.ToArray());
        var services = new ServiceCollection();
        var manifest = Assembly.GetCustomAttribute<PluginAssemblyAttribute>()!;
        ((IPluginRegistration)Activator.CreateInstance(manifest.Registration)!).Register(services);
        _services = services.BuildServiceProvider();
    }

    public Assembly Assembly { get; }

    public ArchitecturePlugin Architecture(string name) =>
        _services.GetServices<ArchitecturePlugin>().Single(plugin => plugin.Name == name);

    public AttackPlugin Attack(string name) => _services.GetServices<AttackPlugin>().Single(plugin => plugin.Name == name);

    public IEnumerable<Plugin> All =>
    [
        .. _services.GetServices<ArchitecturePlugin>(),
        .. _services.GetServices<AttackPlugin>(),
        .. _services.GetServices<NeighborIndexPlugin>(),
        .. _services.GetServices<ScorePlugin>(),
    ];

    public void Dispose() => _services.Dispose();
}
