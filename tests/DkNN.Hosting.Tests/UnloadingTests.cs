using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using DkNN.Vectors;

namespace DkNN.Hosting.Tests;

public sealed class UnloadingTests : IDisposable
{
    private static readonly PluginHostOptions Unloadable = new() { Unloadable = true };

    private readonly PluginFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_plugin_that_was_used_is_gone_after_unloading()
    {
        byte[] helper = Forge.Compile("helper", "public static class Helper { public static int Number => 3; }");
        _folder.Add("good/good.dll", Forge.Compile("good", Sources.Index("brute", before: "_ = Helper.Number;"), helper));
        _folder.Add("good/helper.dll", helper);

        AssertDies(UseAndUnload(_folder.Root));
    }

    [Fact]
    public void Without_unloading_it_stays()
    {
        _folder.Add("good.dll", Forge.Compile("good", Sources.Index("brute")));
        var (catalogue, context) = Use(_folder.Root, new PluginHostOptions());
        catalogue.Dispose();
        Collect(context, attempts: FullTests.Times(all: 30, some: 10));
        Assert.True(context.IsAlive);
    }

    [Fact]
    public void An_assembly_with_an_architecture_stays_whatever_is_asked()
    {
        _folder.Add("every.dll", Forge.Compile("every", Sources.EveryKind));
        var (catalogue, context) = Use(_folder.Root, Unloadable);
        catalogue.Dispose();
        Collect(context, attempts: FullTests.Times(all: 30, some: 10));
        Assert.True(context.IsAlive);
    }

    [Fact]
    public void Its_files_can_be_replaced_while_it_runs()
    {
        string path = _folder.Add("good/good.dll", Forge.Compile("good", Sources.Index("brute")));
        using var catalogue = PluginHost.Load(Unloadable, _folder.Root);
        File.Delete(path);
        Assert.Equal("brute", Assert.Single(catalogue.Indexes).Plugin.Name);
        Assert.Equal([0], Search(catalogue));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference UseAndUnload(string folder)
    {
        var (catalogue, context) = Use(folder, Unloadable);
        catalogue.Dispose();
        return context;
    }

    /// <summary>Loads, searches, and keeps no more than a weak reference to the context.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (PluginCatalogue Catalogue, WeakReference Context) Use(string folder, PluginHostOptions options)
    {
        var catalogue = PluginHost.Load(options, folder);
        Assert.Empty(catalogue.Failures);
        Assert.Equal([0], Search(catalogue));
        return (catalogue, Context(catalogue));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int[] Search(PluginCatalogue catalogue)
    {
        using var rows = RowMatrix.Copy([0, 0, 3, 4], dimension: 2);
        using var query = RowMatrix.Copy([0.5f, 0], dimension: 2);
        using var index = catalogue.Index("brute").Plugin.Configure(OptionValues.None("brute")).Build(rows, new IndexBuildContext(0, null, default));
        int[] ids = new int[1];
        index.Search(query, 1, ids, new float[1]);
        return ids;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Context(PluginCatalogue catalogue)
    {
        using var rows = RowMatrix.Copy([0f], dimension: 1);
        using var index = catalogue.Index("brute").Plugin.Configure(OptionValues.None("brute")).Build(rows, new IndexBuildContext(0, null, default));
        return new WeakReference(AssemblyLoadContext.GetLoadContext(((GuardedIndex)index).Index.GetType().Assembly), trackResurrection: true);
    }

    private static void AssertDies(WeakReference context)
    {
        Collect(context, attempts: 30);
        Assert.False(context.IsAlive, "Something still refers to the plugin.");
    }

    private static void Collect(WeakReference context, int attempts)
    {
        for (int attempt = 0; attempt < attempts && context.IsAlive; attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            // The runtime's own threads, such as the one that recompiles hot methods, let go in their own time. What a root holds never dies.
            Thread.Sleep(10 * attempt);
        }
    }
}
