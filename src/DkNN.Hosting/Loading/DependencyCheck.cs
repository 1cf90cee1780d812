using System.Reflection;
using System.Runtime.Loader;

namespace DkNN.Hosting;

/// <summary>
/// Resolves every assembly that a plugin refers to, directly or through its private dependencies, before any of its code runs. What is
/// missing is found now, and not hours later at the first call that needs it.
/// </summary>
internal static class DependencyCheck
{
    /// <summary>Refuses a plugin with a dependency that is missing, or that is another copy of a shared assembly.</summary>
    /// <param name="context">The plugin's context.</param>
    /// <param name="plugin">The plugin's assembly.</param>
    /// <param name="folder">The folder that it is loaded from.</param>
    /// <exception cref="PluginRefusedException">There is such a dependency.</exception>
    public static void Require(AssemblyLoadContext context, Assembly plugin, string folder)
    {
        var seen = new HashSet<Assembly> { plugin };
        var pending = new Queue<Assembly>(seen);
        while (pending.TryDequeue(out var assembly))
        {
            foreach (var reference in assembly.GetReferencedAssemblies())
            {
                SharedAssemblies.RequireNoNewer(reference);
                TakeNewerCopy(context, reference, Path.Combine(folder, $"{reference.Name}.dll"));
                var dependency = Resolve(context, assembly, reference);
                // What other contexts hold is the host's, and complete.
                if (AssemblyLoadContext.GetLoadContext(dependency) == context && seen.Add(dependency)) pending.Enqueue(dependency);
            }
        }
        SharedAssemblies.RequireHostCopies(context);
    }

    /// <summary>
    /// Takes the plugin's own copy of a library that the host has in an older version. The contracts' libraries are the host's by name, and
    /// whoever answers for a name alone would give the older one; what stands in the context before is not asked for elsewhere.
    /// </summary>
    private static void TakeNewerCopy(AssemblyLoadContext context, AssemblyName reference, string copy)
    {
        if (!File.Exists(copy) || context.Assemblies.Any(assembly => assembly.GetName().Name == reference.Name)) return;
        if (SharedAssemblies.HostVersion(reference.Name!) < reference.Version) context.LoadFromAssemblyPath(copy);
    }

    private static Assembly Resolve(AssemblyLoadContext context, Assembly assembly, AssemblyName reference)
    {
        try
        {
            return context.LoadFromAssemblyName(reference);
        }
        catch (Exception exception) when (exception is FileNotFoundException or FileLoadException)
        {
            throw new PluginRefusedException(
                PluginFailureCode.MissingDependency,
                $"{assembly.GetName().Name} needs {reference.Name} {reference.Version}, which is in neither its folder nor this program.",
                $"Put {reference.Name}.dll into the plugin's folder; a plugin built with EnableDynamicLoading brings what it needs.");
        }
    }
}
