using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using McMaster.NETCore.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace DkNN.Hosting;

/// <summary>Loads one plugin DLL into a context of its own and collects what it registers. From here on the plugin's code runs.</summary>
internal static class PluginAssemblyLoader
{
    /// <summary>Loads a candidate.</summary>
    /// <param name="candidate">A candidate that fits the host's contract.</param>
    /// <param name="options">What must be trusted, and whether it is to be unloaded some day.</param>
    /// <returns>One plugin for each entry of the manifest.</returns>
    /// <exception cref="Exception">Anything: the plugin's code may throw what it likes.</exception>
    public static LoadedAssembly Load(PluginCandidate candidate, PluginHostOptions options)
    {
        var owned = ImmutableArray.CreateBuilder<IDisposable>();
        try
        {
            string path = candidate.Source.Path;
            if (options.Stages)
            {
                var files = PluginFiles.Read(candidate);
                options.RequiredTrust?.Require(files);
                var staged = new StagedPlugin(files);
                owned.Add(staged);
                path = staged.Path;
            }
            bool hasNetwork = candidate.Manifest.Plugins.Any(plugin => plugin.Kind is PluginKind.Architecture);
            return Load(candidate, path, options.Unloadable && !hasNetwork, owned);
        }
        catch
        {
            foreach (var part in owned) part.Dispose();
            throw;
        }
    }

    /// <summary>Loads a candidate from its place or from a copy; what must end with it is put before what is owned already.</summary>
    private static LoadedAssembly Load(PluginCandidate candidate, string path, bool isUnloadable, ImmutableArray<IDisposable>.Builder owned)
    {
        var loader = CreateLoader(path, isUnloadable);
        owned.Insert(0, loader);
        using var scope = loader.EnterContextualReflection();
        var context = AssemblyLoadContext.CurrentContextualReflectionContext!;
        string folder = Path.GetDirectoryName(path)!;
        context.ResolvingUnmanagedDll += (_, name) => LoadNativeBeside(folder, name);
        var assembly = LoadImage(context, candidate);
        DependencyCheck.Require(context, assembly, folder);
        var (plugins, provider) = Register(CreateRegistration(assembly, candidate.Manifest.Registration));
        owned.Insert(0, provider);
        SharedAssemblies.RequireHostCopies(context);
        RequireAsDeclared(candidate.Manifest, plugins);
        // Without unloading, services and copy stay for as long as the process does.
        return new LoadedAssembly(plugins, isUnloadable ? owned.ToImmutable() : []);
    }

    private static PluginLoader CreateLoader(string path, bool isUnloadable)
    {
        try
        {
            // Shared by name, not "whatever the host has": a plugin may bring other versions of everything else.
            return PluginLoader.CreateFromAssemblyFile(
                path, isUnloadable, [.. SharedAssemblies.Types], config => config.DefaultContext = SharedAssemblies.Context);
        }
        catch (InvalidOperationException exception)
        {
            throw new PluginRefusedException(
                PluginFailureCode.LoadFailed,
                $"The list of its dependencies, {Path.GetFileNameWithoutExtension(path)}.deps.json, cannot be used: {exception.Message}",
                "Copy or build the plugin's folder again.");
        }
    }

    /// <summary>Loads the bytes that were hashed, not the file, which may have changed since; and its symbols, if any.</summary>
    private static Assembly LoadImage(AssemblyLoadContext context, PluginCandidate candidate)
    {
        using var image = new MemoryStream(candidate.Image, writable: false);
        string symbols = Path.ChangeExtension(candidate.Source.Path, ".pdb");
        if (!File.Exists(symbols)) return context.LoadFromStream(image);
        using var symbolStream = new MemoryStream(File.ReadAllBytes(symbols), writable: false);
        return context.LoadFromStream(image, symbolStream);
    }

    /// <summary>
    /// The runtime looks for native libraries beside an assembly's file, and an assembly loaded from bytes has none; so we look there.
    /// </summary>
    private static nint LoadNativeBeside(string folder, string name)
    {
        foreach (string file in (string[])[name, $"{name}.dll", $"lib{name}.so", $"lib{name}.dylib"])
        {
            if (NativeLibrary.TryLoad(Path.Combine(folder, file), out nint library)) return library;
        }
        return 0;
    }

    private static IPluginRegistration CreateRegistration(Assembly assembly, string name)
    {
        var type = assembly.GetType(name);
        if (type?.IsAssignableTo(typeof(IPluginRegistration)) == true && type.GetConstructor([]) is { } constructor)
        {
            return (IPluginRegistration)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, [], null);
        }
        throw new PluginRefusedException(
            PluginFailureCode.InvalidManifest,
            $"Its manifest names '{name}', which is no {nameof(IPluginRegistration)} with a public parameterless constructor.",
            "Build it again with DkNN.Generators.");
    }

    /// <summary>The provider lives as long as the plugins it made.</summary>
    private static (ImmutableArray<Plugin> Plugins, ServiceProvider Provider) Register(IPluginRegistration registration)
    {
        var scratch = new ServiceCollection();
        registration.Register(scratch);
        var provider = scratch.BuildServiceProvider();
        // Whatever their kind, plugins are registered as what they are.
        var kinds = scratch.Select(service => service.ServiceType).Where(type => type.IsAssignableTo(typeof(Plugin))).Distinct();
        IEnumerable<Plugin?> plugins = [.. kinds.SelectMany(kind => provider.GetServices(kind)).Cast<Plugin?>()];
        // A factory may have returned null; the comparison with the manifest then says what is missing.
        return ([.. plugins.OfType<Plugin>()], provider);
    }

    private static void RequireAsDeclared(PluginManifest manifest, ImmutableArray<Plugin> plugins)
    {
        string[] declared = Sorted(manifest.Plugins);
        string[] registered = Sorted(plugins.Select(plugin => new PluginEntry(plugin.Kind, plugin.Name, plugin.Description)));
        if (declared.SequenceEqual(registered)) return;
        throw new PluginRefusedException(
            PluginFailureCode.ManifestMismatch,
            $"Its manifest names {List(declared)}, but it registers {List(registered)}.",
            "Build it again with DkNN.Generators.");
    }

    private static string[] Sorted(IEnumerable<PluginEntry> entries) =>
        [.. entries.Select(entry => entry.ToString()).Order(StringComparer.Ordinal)];

    private static string List(string[] names) => names.Length == 0 ? "nothing" : string.Join(", ", names);
}
