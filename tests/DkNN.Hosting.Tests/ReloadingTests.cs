namespace DkNN.Hosting.Tests;

public sealed class ReloadingTests : IDisposable
{
    private readonly PluginFolder _folder = new();
    private readonly SemaphoreSlim _reloaded = new(0);
    private PluginsReloadedEventArgs? _last;

    public void Dispose()
    {
        _folder.Dispose();
        _reloaded.Dispose();
    }

    [Fact]
    public void A_new_file_and_a_new_version_are_taken_up()
    {
        Add("one");
        using var host = Start();
        Assert.Equal(["one"], Names(host));

        Add("two");
        WaitUntil(() => Names(host).SequenceEqual(["one", "two"]));
        _folder.Add("two/two.dll", Forge.Compile("two", Sources.Index("renamed")));
        WaitUntil(() => Names(host).SequenceEqual(["one", "renamed"]));
        Directory.Delete(Path.Combine(_folder.Root, "one"), recursive: true);
        WaitUntil(() => Names(host).SequenceEqual(["renamed"]));
    }

    [Fact]
    public void A_broken_new_version_leaves_the_old_generation_in_use()
    {
        Add("one");
        using var host = Start();

        _folder.Add("one/one.dll", "MZ, and then nothing of use"u8.ToArray());
        WaitUntil(() => _last is { IsAccepted: false });
        Assert.Single(_last!.Catalogue.Failures);
        Assert.Equal(["one"], Names(host));

        Add("one");
        WaitUntil(() => _last is { IsAccepted: true });
        Assert.Equal(["one"], Names(host));
    }

    [Fact]
    public void A_lease_keeps_its_generation_until_it_ends()
    {
        Add("one");
        using var host = Start();
        using var lease = host.Acquire();

        _folder.Add("one/one.dll", Forge.Compile("one", Sources.Index("renamed")));
        WaitUntil(() => Names(host).SequenceEqual(["renamed"]));

        // What the lease holds still works: its code has not been unloaded.
        using var rows = Vectors.RowMatrix.Copy([1f, 2f], dimension: 1);
        using var index = lease.Catalogue.Index("one").Plugin.Configure(OptionValues.None("one")).Build(rows, new IndexBuildContext(0, null, default));
        int[] ids = new int[2];
        index.Search(rows, 1, ids, new float[2]);
        Assert.Equal([0, 1], ids);
    }

    /// <summary>An exception on the timer's thread would end this test process.</summary>
    [Fact]
    public void What_a_handler_throws_ends_neither_the_process_nor_the_watching()
    {
        Add("one");
        using var host = Start();
        host.Reloaded += (_, _) => throw new InvalidOperationException("from a handler");

        Add("two");
        WaitUntil(() => Names(host).SequenceEqual(["one", "two"]));
        Add("three");
        WaitUntil(() => Names(host).SequenceEqual(["one", "three", "two"]));
    }

    [Fact]
    public void A_disposed_host_gives_no_leases()
    {
        Add("one");
        var host = Start();
        host.Dispose();
        host.Dispose();
        Assert.Throws<ObjectDisposedException>(host.Acquire);
    }

    private ReloadingPluginHost Start()
    {
        var host = new ReloadingPluginHost(new PluginHostOptions(), TimeSpan.FromMilliseconds(100), _folder.Root);
        host.Reloaded += (_, outcome) =>
        {
            _last = outcome;
            _reloaded.Release();
        };
        return host;
    }

    private void Add(string name) => _folder.Add($"{name}/{name}.dll", Forge.Compile(name, Sources.Index(name)));

    private static string[] Names(ReloadingPluginHost host)
    {
        using var lease = host.Acquire();
        return [.. lease.Catalogue.Indexes.Select(loaded => loaded.Plugin.Name)];
    }

    /// <summary>Looks after every reload; a copy may be taken up in more than one.</summary>
    private void WaitUntil(Func<bool> condition)
    {
        while (!condition()) Assert.True(_reloaded.Wait(TimeSpan.FromMinutes(1)), "Nothing was loaded anew.");
    }
}
