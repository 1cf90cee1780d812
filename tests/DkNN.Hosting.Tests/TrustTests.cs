namespace DkNN.Hosting.Tests;

public sealed class TrustTests : IDisposable
{
    private readonly PluginFolder _folder = new();
    private readonly TemporaryFolder _elsewhere = new();

    private string Lock => _elsewhere["plugins.lock.json"];

    private string Trace => _elsewhere["trace"];

    public void Dispose()
    {
        _folder.Dispose();
        _elsewhere.Dispose();
    }

    [Fact]
    public void A_trusted_plugin_works_and_another_runs_no_code()
    {
        AddTracing("known");
        Trust();
        AddTracing("stranger");

        using var catalogue = LoadTrusted();

        Assert.Equal("known", Assert.Single(catalogue.Indexes).Plugin.Name);
        var failure = Assert.Single(catalogue.Failures);
        Assert.Equal(PluginFailureCode.Untrusted, failure.Code);
        Assert.Equal("stranger", Assert.Single(failure.Plugins).Name);
        Assert.True(File.Exists(Trace + "-known"));
        Assert.False(File.Exists(Trace + "-stranger"), "Code of the plugin ran.");
    }

    [Theory]
    [InlineData("replaced")]
    [InlineData("added")]
    [InlineData("removed")]
    public void A_dependency_that_changed_is_no_longer_trusted(string how)
    {
        byte[] helper = Forge.Compile("helper", "public static class Helper { public static int Number => 3; }");
        _folder.Add("good/good.dll", Forge.Compile("good", Sources.Index("brute", before: $$"""_ = Helper.Number; System.IO.File.WriteAllText(@"{{Trace}}", "");"""), helper));
        string path = _folder.Add("good/helper.dll", helper);
        Trust();
        using (var before = LoadTrusted()) Assert.Empty(before.Failures);
        File.Delete(Trace);

        if (how == "replaced") File.WriteAllBytes(path, Forge.Compile("helper", "public static class Helper { public static int Number => 4; }"));
        if (how == "added") _folder.Add("good/more.so", [1]);
        if (how == "removed") File.Delete(path);
        using var catalogue = LoadTrusted();

        Assert.Equal(PluginFailureCode.Untrusted, Assert.Single(catalogue.Failures).Code);
        Assert.False(File.Exists(Trace), "Code of the plugin ran.");
    }

    [Fact]
    public void Symbols_and_documentation_do_not_count_for_they_do_not_run()
    {
        _folder.Add("good/good.dll", Forge.Compile("good", Sources.Index("brute")));
        Trust();
        _folder.Add("good/good.pdb", [1]);
        _folder.Add("good/good.xml", [1]);

        using var catalogue = LoadTrusted();

        Assert.Empty(catalogue.Failures);
    }

    [Fact]
    public void A_lock_comes_back_from_disk_and_forgets_what_is_taken_out()
    {
        _folder.Add("good/good.dll", Forge.Compile("good", Sources.Index("brute")));
        _folder.Add("other.dll", Forge.Compile("other", Sources.Index("other")));
        Trust();

        var read = TrustLock.Read(Lock);

        Assert.Equal(["good.dll", "other.dll"], read.Plugins.Select(plugin => plugin.Plugin));
        Assert.Equal(["other.dll"], read.Without("Good.dll").Plugins.Select(plugin => plugin.Plugin));
        Assert.All(read.Plugins, plugin => Assert.Contains(plugin.Plugin, plugin.Files.Keys));
        Assert.Single(read.With(read.Plugins[0]).Plugins, plugin => plugin.Plugin == "good.dll");
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{ "schema": 2, "plugins": [] }""")]
    [InlineData("""{ "schema": 1, "plugins": [ { "plugin": "a.dll" } ] }""")]
    [InlineData("""{ "schema": 1, "plugins": [ { "plugin": "a.dll", "files": { "a.dll": "short" } } ] }""")]
    [InlineData("""{ "schema": 1, "plugins": [ null ] }""")]
    public void A_malformed_lock_is_told_by_name_with_the_mend(string content)
    {
        File.WriteAllText(Lock, content);
        var problem = Assert.Throws<InvalidDataException>(() => TrustLock.Read(Lock));
        Assert.Contains(Lock, problem.Message, StringComparison.Ordinal);
        Assert.Contains("dknn plugins trust", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lock_that_is_missing_is_told_by_name() =>
        Assert.Contains(Lock, Assert.Throws<FileNotFoundException>(() => TrustLock.Read(Lock)).Message, StringComparison.Ordinal);

    /// <summary>A plugin whose very loading leaves a trace.</summary>
    private void AddTracing(string name)
    {
        string initializer = $$"""
            [System.Runtime.CompilerServices.ModuleInitializer] internal static void Start() => System.IO.File.WriteAllText(@"{{Trace}}-{{name}}", "");
            """;
        _folder.Add($"{name}/{name}.dll", Forge.Compile(name, Sources.Index(name, members: initializer)));
    }

    private void Trust()
    {
        var (plugins, failures) = PluginHost.Hash(_folder.Root);
        Assert.Empty(failures);
        TrustLock.ReadOrEmpty(Lock).With(plugins.Select(plugin => plugin.Plugin)).Write(Lock);
    }

    private PluginCatalogue LoadTrusted() => PluginHost.Load(new PluginHostOptions { RequiredTrust = TrustLock.Read(Lock) }, _folder.Root);
}
