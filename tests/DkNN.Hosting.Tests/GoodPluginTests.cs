using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Security.Cryptography;
using DkNN.Vectors;
using Microsoft.Extensions.DependencyInjection;

namespace DkNN.Hosting.Tests;

public sealed class GoodPluginTests : IDisposable
{
    private readonly PluginFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_as_a_build_leaves_it_gives_one_plugin_and_no_failure()
    {
        byte[] image = Forge.Compile("good", Sources.Index("brute"));
        string path = _folder.Add("good/good.dll", image);
        _folder.Add("good/private.dll", Forge.Compile("private", "public class Private;"));

        var catalogue = _folder.Load();

        Assert.Empty(catalogue.Failures);
        var index = Assert.Single(catalogue.Indexes);
        Assert.Equal(new PluginSource("good", "0.0.0.0", path, Convert.ToHexStringLower(SHA256.HashData(image))), index.Source);
    }

    [Fact]
    public void A_loaded_index_finds_neighbours()
    {
        _folder.Add("good.dll", Forge.Compile("good", Sources.Index("brute")));
        var plugin = _folder.Load().Index("Brute").Plugin;
        using var rows = RowMatrix.Copy([0, 0, 3, 4, 1, 0], dimension: 2);
        using var queries = RowMatrix.Copy([0, 0], dimension: 2);
        using var index = plugin.Configure(OptionValues.Parse("brute", "blocks=2")).Build(rows, new IndexBuildContext(0, null, default));
        int[] ids = new int[3];
        float[] distances = new float[3];

        index.Search(queries, 3, ids, distances);

        Assert.Equal([0, 2, 1], ids);
        Assert.Equal([0, 1, 5], distances);
    }

    /// <summary>The samples as they were then: what is built once works in every later release of the major version.</summary>
    [Fact]
    public void Plugins_that_were_compiled_against_an_older_contract_work_as_they_are()
    {
        var catalogue = PluginHost.Load(Path.Combine(AppContext.BaseDirectory, "Contract12"));

        Assert.Empty(catalogue.Failures);
        Assert.Equal(["small-network", "step-attack", "cluster-index"], catalogue.All.Select(loaded => loaded.Plugin.Name));
        Assert.Equal("Output", catalogue.Architecture("small-network").Plugin.Architecture.Layers[^1].Name);
        Assert.Equal("steps", Assert.Single(catalogue.Attack("step-attack").Plugin.Options).Name);
        using var rows = RowMatrix.Copy([0, 0, 3, 4, 1, 0], dimension: 2);
        var configured = catalogue.Index("cluster-index").Plugin.Configure(OptionValues.Parse("cluster-index", "probes=3"));
        using var index = configured.Build(rows, new IndexBuildContext(0, null, default));
        int[] ids = new int[3];
        index.Search(rows.Slice(0, 1), 3, ids, new float[3]);
        Assert.Equal([0, 2, 1], ids);
        Assert.Null(configured.Cost(rows.Count, rows.Dimension));
    }

    [Fact]
    public void One_assembly_gives_plugins_of_every_kind_without_the_native_part_of_Torch()
    {
        _folder.Add("every.dll", Forge.Compile("every", Sources.EveryKind));

        var catalogue = _folder.Load();

        Assert.Empty(catalogue.Failures);
        Assert.Equal(["linear", "still", "brute"], catalogue.All.Select(loaded => loaded.Plugin.Name));
        Assert.Equal(2, catalogue.Architecture("linear").Plugin.Architecture.Classes);
        Assert.Equal("2.5.0-preview", catalogue.Attack("still").Source.Version);
        // This test program carries no native part: had anything touched it, loading would have failed.
        Assert.DoesNotContain(
            System.Diagnostics.Process.GetCurrentProcess().Modules.Cast<System.Diagnostics.ProcessModule>(),
            module => module.ModuleName.Contains("LibTorch", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Two_plugins_may_bring_two_versions_of_one_dependency()
    {
        foreach (string version in (string[])["1.0.0.0", "2.0.0.0"])
        {
            byte[] helper = Forge.Compile("helper", $$"""
                [assembly: System.Reflection.AssemblyVersion("{{version}}")]
                public static class Helper { public static string Version => "{{version}}"; }
                """);
            string name = $"uses-{version[0]}";
            string check = $$"""if (Helper.Version != "{{version}}") throw new InvalidOperationException("Got " + Helper.Version);""";
            _folder.Add($"{name}/{name}.dll", Forge.Compile(name, Sources.Index(name, before: check), helper));
            _folder.Add($"{name}/helper.dll", helper);
        }

        var catalogue = _folder.Load();

        Assert.Empty(catalogue.Failures);
        Assert.Equal(["uses-1", "uses-2"], catalogue.Indexes.Select(loaded => loaded.Plugin.Name));
    }

    [Fact]
    public void A_plugin_that_ships_its_own_copy_of_the_contracts_gets_the_hosts()
    {
        _folder.Add("good/good.dll", Forge.Compile("good", Sources.Index("brute")));
        foreach (string copy in SharedAssemblies.Types.Select(type => type.Assembly.Location))
        {
            _folder.Add($"good/{Path.GetFileName(copy)}", File.ReadAllBytes(copy));
        }

        var catalogue = _folder.Load();

        Assert.Empty(catalogue.Failures);
        var plugin = catalogue.Index("brute").Plugin;
        using var rows = RowMatrix.Copy([0f], dimension: 1);
        using var index = plugin.Configure(OptionValues.None("brute")).Build(rows, new IndexBuildContext(0, null, default));
        var own = ((GuardedIndex)index).Index.GetType();
        Assert.NotSame(AssemblyLoadContext.Default, AssemblyLoadContext.GetLoadContext(own.Assembly));
        Assert.Same(typeof(INeighborIndex), Assert.Single(own.GetInterfaces(), type => type.Name == nameof(INeighborIndex)));
    }

    /// <summary>The host has the library too, older, and the contracts refer to that one; but no type of it crosses the contract.</summary>
    [Fact]
    public void A_newer_version_of_a_library_that_the_contracts_use_is_the_plugins_own()
    {
        const string Library = "System.Numerics.Tensors";
        byte[] newer = Forge.Compile(
            Library,
            """
            [assembly: System.Reflection.AssemblyVersion("99.0.0.0")]
            public static class NewInThisVersion { public static string Value => "own"; }
            """);
        Assert.Contains(typeof(RowMatrix).Assembly.GetReferencedAssemblies(), reference => reference.Name == Library);
        _folder.Add($"good/{Library}.dll", newer);
        string check = """if (NewInThisVersion.Value != "own") throw new InvalidOperationException();""";
        _folder.Add("good/good.dll", Forge.Compile("good", Sources.Index("brute", before: check), newer));

        var catalogue = _folder.Load();

        Assert.Empty(catalogue.Failures);
        Assert.Single(catalogue.Indexes);
    }

    [Fact]
    public void What_is_loaded_is_what_was_hashed_even_when_the_file_has_changed_since()
    {
        byte[] image = Forge.Compile("good", Sources.Index("brute"));
        string path = _folder.Add("good.dll", image);
        var candidate = ManifestReader.Read(path);
        File.WriteAllBytes(path, Forge.Compile("good", Sources.Index("swapped")));

        Assert.Equal("brute", Assert.Single(PluginAssemblyLoader.Load(candidate, new PluginHostOptions()).Plugins).Name);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(image)), candidate.Source.Sha256);
    }

    [Fact]
    public void A_native_library_beside_the_plugin_is_found_even_where_its_list_of_dependencies_lacks_it()
    {
        // Any library of this system will do: the runtime has one, which is here given another name.
        const string Borrowed = "System.IO.Compression.Native";
        string native = Directory.GetFiles(RuntimeEnvironment.GetRuntimeDirectory(), $"*{Borrowed}.*").Single(IsLibrary);
        _folder.Add($"good/{Path.GetFileName(native).Replace(Borrowed, "beside", StringComparison.Ordinal)}", File.ReadAllBytes(native));
        _folder.Add(
            "good/good.deps.json",
            """{ "runtimeTarget": { "name": "any" }, "targets": { "any": { } }, "libraries": { } }"""u8.ToArray());
        string load = """System.Runtime.InteropServices.NativeLibrary.Load("beside", typeof(Registration).Assembly, null);""";
        _folder.Add("good/good.dll", Forge.Compile("good", Sources.Index("brute", before: load)));

        Assert.Empty(_folder.Load().Failures);
    }

    private static bool IsLibrary(string file) => Path.GetExtension(file) is ".so" or ".dll" or ".dylib";

    [Fact]
    public void Symbols_that_are_damaged_do_no_harm()
    {
        _folder.Add("good.dll", Forge.Compile("good", Sources.Index("brute")));
        _folder.Add("good.pdb", "no symbols"u8.ToArray());

        var catalogue = _folder.Load();

        Assert.Empty(catalogue.Failures);
        Assert.Single(catalogue.Indexes);
    }

    [Fact]
    public void The_same_folder_given_twice_or_through_a_link_counts_once()
    {
        _folder.Add("plugins/good.dll", Forge.Compile("good", Sources.Index("brute")));
        string folder = Path.Combine(_folder.Root, "plugins");
        string link = Path.Combine(_folder.Root, "link");
        Directory.CreateSymbolicLink(link, folder);

        var catalogue = PluginHost.Load(folder, folder + Path.DirectorySeparatorChar, link);

        Assert.Single(catalogue.Indexes);
        Assert.Empty(catalogue.Failures);
    }

    [Fact]
    public void Dependency_injection_gives_one_catalogue_of_the_folders_given()
    {
        _folder.Add("good.dll", Forge.Compile("good", Sources.Index("brute")));
        using var services = new ServiceCollection().AddDkNNPlugins(_folder.Root).BuildServiceProvider();

        var catalogue = services.GetRequiredService<PluginCatalogue>();

        Assert.Same(catalogue, services.GetRequiredService<PluginCatalogue>());
        Assert.Single(catalogue.Indexes);
    }

    [Fact]
    public void Without_its_own_plugin_folder_the_program_has_an_empty_catalogue()
    {
        using var services = new ServiceCollection().AddDkNNPlugins().BuildServiceProvider();

        Assert.Empty(services.GetRequiredService<PluginCatalogue>().All);
    }

    [Fact]
    public void A_folder_that_was_given_and_does_not_exist_is_an_error()
    {
        string missing = Path.Combine(_folder.Root, "missing");

        var error = Assert.Throws<DirectoryNotFoundException>(() => PluginHost.Load(missing));

        Assert.Contains(missing, error.Message, StringComparison.Ordinal);
    }
}
