namespace DkNN.Hosting.Tests;

/// <summary>Plugins with a manifest that cannot be loaded: one line each, and the good one beside them works.</summary>
public sealed class BadPluginTests : IDisposable
{
    private const string Manifest = """
        [assembly: PluginAssembly("1.0", typeof(Sample.Registration))]
        [assembly: Plugin(PluginKind.NeighborIndex, "bad", "")]
        """;

    private static readonly byte[] Good = Forge.Compile("good", Sources.Index("brute"));

    private readonly PluginFolder _folder = new();

    public BadPluginTests() => _folder.Add("good/good.dll", Good);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("2.0", "Update this program")]
    [InlineData("1.99", "Update this program")]
    [InlineData("0.9", "for contract 1.4")]
    [InlineData("1.5", "Update this program")]
    public void Another_contract_is_refused_by_name_and_version(string contract, string mend)
    {
        Add(Sources.Index("bad", contract));

        var failure = Refused(PluginFailureCode.IncompatibleContract);

        Assert.Contains($"version {contract} ", failure.Cause, StringComparison.Ordinal);
        Assert.Contains(PluginContract.Version, failure.Cause, StringComparison.Ordinal);
        Assert.Contains("index 'bad'", failure.Cause, StringComparison.Ordinal);
        Assert.Contains(mend, failure.Mend, StringComparison.Ordinal);
    }

    /// <summary>A later contract may have kinds, names and registrations that make no sense in this one: its version is what is wrong.</summary>
    [Theory]
    [InlineData("""[assembly: PluginAssembly("99.0", typeof(Sample.Registration))][assembly: Plugin((PluginKind)9, "bad", "")]""", "plugin 'bad'")]
    [InlineData("""[assembly: PluginAssembly("99.0", typeof(Sample.Registration))][assembly: Plugin(PluginKind.Attack, " ", "")]""", "attack ' '")]
    [InlineData("""[assembly: PluginAssembly("99.0", null)]""", "It was built")]
    public void Another_contract_is_told_before_what_the_manifest_says_in_it(string manifest, string words)
    {
        Add(Sources.Registration(manifest, ""));

        var failure = Refused(PluginFailureCode.IncompatibleContract);

        Assert.Contains(words, failure.Cause, StringComparison.Ordinal);
        Assert.Contains("version 99.0 ", failure.Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("one")]
    [InlineData("1.0.0")]
    [InlineData("")]
    public void A_contract_version_that_is_none_is_an_invalid_manifest(string contract)
    {
        Add(Sources.Index("bad", contract));

        Refused(PluginFailureCode.InvalidManifest);
    }

    [Theory]
    [InlineData("""[assembly: PluginAssembly("1.0", typeof(Sample.Registration))]""")]
    [InlineData("""[assembly: PluginAssembly("1.0", null)][assembly: Plugin(PluginKind.Attack, "bad", "")]""")]
    [InlineData("""[assembly: PluginAssembly("1.0", typeof(Sample.Factory))][assembly: Plugin(PluginKind.Attack, "bad", "")]""")]
    [InlineData("""[assembly: PluginAssembly("1.0", typeof(string))][assembly: Plugin(PluginKind.Attack, "bad", "")]""")]
    [InlineData("""[assembly: PluginAssembly("1.0", typeof(Sample.Registration))][assembly: Plugin((PluginKind)9, "bad", "")]""")]
    [InlineData("""[assembly: PluginAssembly("1.0", typeof(Sample.Registration))][assembly: Plugin(PluginKind.Attack, " ", "")]""")]
    public void A_manifest_that_makes_no_sense_is_refused(string manifest)
    {
        Add(Sources.Registration(manifest, ""));

        Refused(PluginFailureCode.InvalidManifest);
    }

    [Theory]
    [InlineData("Helper.Version.ToString();")]
    [InlineData("System.Action later = () => Helper.Version.ToString();")]
    public void A_missing_dependency_is_named_even_where_nothing_calls_it_yet(string use)
    {
        byte[] helper = Forge.Compile("missing-helper", """public static class Helper { public static string Version => "1"; }""");
        _folder.Add("bad/bad.dll", Forge.Compile("bad", Sources.Index("bad", before: use), helper));

        Assert.Contains("missing-helper", Refused(PluginFailureCode.MissingDependency).Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_dependency_of_a_dependency_is_named()
    {
        byte[] deep = Forge.Compile("deep", "public class Deep;");
        byte[] middle = Forge.Compile("middle", "public class Middle { public Deep Value => new(); }", deep);
        _folder.Add("bad/bad.dll", Forge.Compile("bad", Sources.Index("bad", before: "new Middle();"), middle, deep));
        _folder.Add("bad/middle.dll", middle);

        Assert.Contains("middle needs deep", Refused(PluginFailureCode.MissingDependency).Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_native_library_is_a_missing_dependency()
    {
        Add(Sources.Index(
            "bad", before: "Go();", members: """[System.Runtime.InteropServices.DllImport("no-such-library")] static extern void Go();"""));

        Assert.Contains("no-such-library", Refused(PluginFailureCode.MissingDependency).Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_dependency_is_a_failed_load()
    {
        byte[] helper = Forge.Compile("damaged-helper", """public static class Helper { public static string Version => "1"; }""");
        _folder.Add("bad/bad.dll", Forge.Compile("bad", Sources.Index("bad", before: "Helper.Version.ToString();"), helper));
        _folder.Add("bad/damaged-helper.dll", helper[..300]);

        Assert.Contains("damaged-helper", Refused(PluginFailureCode.LoadFailed).Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dependency_without_the_member_that_the_plugin_calls_is_a_failed_load()
    {
        byte[] compiledAgainst = Forge.Compile("old-helper", """public static class Helper { public static string Version() => "2"; }""");
        byte[] shipped = Forge.Compile("old-helper", "public static class Helper;");
        _folder.Add("bad/bad.dll", Forge.Compile("bad", Sources.Index("bad", before: "Helper.Version();"), compiledAgainst));
        _folder.Add("bad/old-helper.dll", shipped);

        Assert.Contains("Helper.Version", Refused(PluginFailureCode.LoadFailed).Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_dependencies_that_is_no_JSON_is_a_failed_load()
    {
        Add(Sources.Index("bad"));
        _folder.Add("bad/bad.deps.json", "{"u8.ToArray());

        Assert.Contains("bad.deps.json", Refused(PluginFailureCode.LoadFailed).Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "public Registration() => throw new InvalidOperationException(\"from new\");", "InvalidOperationException: from new")]
    [InlineData("throw new NotSupportedException(\"on two\\nlines\");", "", "NotSupportedException: on two lines")]
    [InlineData("", "static readonly int Broken = int.Parse(\"static\"); static Registration() { }", "FormatException")]
    [InlineData("services.AddSingleton<AttackPlugin>(_ => throw new ArithmeticException(\"late\"));", "", "ArithmeticException: late")]
    public void Code_that_throws_while_it_is_registered_is_reported_with_its_own_words(string before, string members, string cause)
    {
        Add(Sources.Index("bad", before: before, members: members));

        var failure = Refused(PluginFailureCode.RegistrationFailed);

        Assert.Contains(cause, failure.Cause, StringComparison.Ordinal);
        Assert.DoesNotContain(nameof(TypeInitializationException), failure.Cause, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.ToString());
    }

    [Theory]
    [InlineData("", "registers nothing")]
    [InlineData("services.AddSingleton<NeighborIndexPlugin>(_ => null);", "registers nothing")]
    [InlineData("services.AddSingleton(NeighborIndexPlugin.Create(\"x\", \"\", new Factory(), new Binder()));", "registers index 'x'")]
    public void A_manifest_that_differs_from_what_is_registered_is_refused(string register, string cause)
    {
        Add(Sources.Registration(Manifest, register));

        string said = Refused(PluginFailureCode.ManifestMismatch).Cause;

        Assert.Contains("names index 'bad'", said, StringComparison.Ordinal);
        Assert.Contains(cause, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_newer_copy_of_a_shared_assembly_is_refused_whether_the_plugin_ships_it_or_not(bool ships)
    {
        byte[] newer = Forge.Compile(
            "DkNN.Vectors",
            """
            [assembly: System.Reflection.AssemblyVersion("99.0.0.0")]
            namespace DkNN.Vectors { public class RowMatrix; public class NewInThisVersion; }
            """);
        _folder.Add("bad/bad.dll", Forge.Compile(
            "bad",
            """
            using DkNN;
            [assembly: PluginAssembly("1.0", typeof(Registration))]
            [assembly: Plugin(PluginKind.NeighborIndex, "bad", "")]
            public sealed class Registration : IPluginRegistration
            {
                public void Register(Microsoft.Extensions.DependencyInjection.IServiceCollection services) =>
                    new DkNN.Vectors.NewInThisVersion();
            }
            """,
            newer));
        if (ships) _folder.Add("bad/DkNN.Vectors.dll", newer);

        var failure = Refused(PluginFailureCode.ForeignContract);

        Assert.Contains("DkNN.Vectors 99.0.0.0", failure.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_of_a_shared_assembly_that_the_plugins_own_code_loads_is_refused()
    {
        string copy = _folder.Add("bad/copy.bin", File.ReadAllBytes(typeof(PluginContract).Assembly.Location));
        Add(Sources.Index("bad", before: $"""
            System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(typeof(Registration).Assembly).LoadFromAssemblyPath(@"{copy}");
            """));

        Refused(PluginFailureCode.ForeignContract);
    }

    private void Add(string source) => _folder.Add("bad/bad.dll", Forge.Compile("bad", source));

    /// <summary>The one failure, while the good plugin is offered all the same.</summary>
    private PluginFailure Refused(string code)
    {
        var catalogue = _folder.Load();
        Assert.Equal(["brute"], catalogue.All.Select(loaded => loaded.Plugin.Name));
        var failure = Assert.Single(catalogue.Failures);
        Assert.True(failure.Code == code, failure.ToString());
        Assert.Equal("bad.dll", Path.GetFileName(failure.Path));
        return failure;
    }
}
