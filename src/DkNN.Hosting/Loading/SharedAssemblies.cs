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

    /// <summary>The host's copy of a shared assembly, or null where the name is none of them.</summary>
    /// <param name="name">Simple or full name.</param>
    public static Assembly? HostCopy(AssemblyName name) => Hosts.GetValueOrDefault(name.Name ?? "");

    /// <summary>
    /// Refuses a plugin whose context holds a copy of its own: the loader falls back to one in silence when the plugin asks for a newer
    /// version than the host's.
    /// </summary>
    /// <param name="context">The plugin's context.</param>
    /// <exception cref="PluginRefusedException">There is such a copy.</exception>
    public static void RequireHostCopies(AssemblyLoadContext context)
    {
        foreach (var name in context.Assemblies.Select(assembly => assembly.GetName()))
        {
            if (HostCopy(name) is { } host) throw Foreign(name, host);
        }
    }

    /// <summary>The refusal of a plugin that wants another copy of a shared assembly.</summary>
    /// <param name="wanted">What the plugin asks for or has loaded.</param>
    /// <param name="host">The host's copy.</param>
    public static PluginRefusedException Foreign(AssemblyName wanted, Assembly host) => new(
        PluginFailureCode.ForeignContract,
        $"It needs {wanted.Name} {wanted.Version}, and this program shares its own {host.GetName().Version} with every plugin.",
        $"Build the plugin against {wanted.Name} {host.GetName().Version}, or update this program.");
}
