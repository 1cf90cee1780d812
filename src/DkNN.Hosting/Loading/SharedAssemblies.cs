using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using DkNN.Torch;
using DkNN.Vectors;
using Microsoft.Extensions.DependencyInjection;

namespace DkNN.Hosting;

/// <summary>
/// The assemblies whose types host and plugins exchange. There must be one copy of each in the process: types of two copies are different
/// types, and two copies of TorchSharp would keep two sets of static state over one libtorch.
/// </summary>
internal static class SharedAssemblies
{
    /// <summary>One type of each.</summary>
    public static readonly ImmutableArray<Type> Types =
        [typeof(PluginContract), typeof(RowMatrix), typeof(ArchitecturePlugin), typeof(TorchSharp.torch), typeof(IServiceCollection)];

    private static readonly ImmutableDictionary<string, Assembly> Hosts =
        Types.Select(type => type.Assembly).ToImmutableDictionary(assembly => assembly.GetName().Name!, StringComparer.OrdinalIgnoreCase);

    /// <summary>The context that holds the host's copies.</summary>
    public static AssemblyLoadContext Context { get; } = AssemblyLoadContext.GetLoadContext(typeof(PluginContract).Assembly)!;

    /// <summary>
    /// Refuses a reference to a newer shared assembly than the host's: the loader would fall back in silence to a copy of the plugin's own,
    /// or, where somebody answers for it by name alone, to the older one.
    /// </summary>
    /// <param name="reference">What the plugin or one of its private dependencies was built against.</param>
    /// <exception cref="PluginRefusedException">It is newer.</exception>
    public static void RequireNoNewer(AssemblyName reference)
    {
        if (HostCopy(reference) is { } host && reference.Version > host.GetName().Version) throw Foreign(reference, host);
    }

    /// <summary>Refuses a plugin whose context holds a copy of its own, however it came there.</summary>
    /// <param name="context">The plugin's context.</param>
    /// <exception cref="PluginRefusedException">There is such a copy.</exception>
    public static void RequireHostCopies(AssemblyLoadContext context)
    {
        foreach (var name in context.Assemblies.Select(assembly => assembly.GetName()))
        {
            if (HostCopy(name) is { } host) throw Foreign(name, host);
        }
    }

    /// <summary>The version that the host has of an assembly, by name; null where it has none.</summary>
    /// <param name="name">The assembly's simple name.</param>
    public static Version? HostVersion(string name)
    {
        try
        {
            return Context.LoadFromAssemblyName(new AssemblyName(name)).GetName().Version;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static Assembly? HostCopy(AssemblyName name) => Hosts.GetValueOrDefault(name.Name ?? "");

    private static PluginRefusedException Foreign(AssemblyName wanted, Assembly host) => new(
        PluginFailureCode.ForeignContract,
        $"It wants its own {wanted.Name} {wanted.Version}, but every plugin uses this program's {host.GetName().Version}.",
        $"Build the plugin against {wanted.Name} {host.GetName().Version} without copying it into the plugin, or update this program.");
}
