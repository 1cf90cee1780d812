using Microsoft.CodeAnalysis;

namespace DkNN.Generators.Tests;

public sealed class GeneratedSourceTests
{
    private static readonly Lazy<(IReadOnlyDictionary<string, string> Files, Compilation Output)> Generated =
        new(() => Workbench.Generate(Workbench.Compile(Samples.All)));

    private static readonly string[] Expected =
    [
        "Sample.Networks.EveryLayer.g.cs",
        "Tiny.g.cs",
        "Sample.Selections.NormsAndPools.g.cs",
        "Sample.Selections.Outer+Named.g.cs",
        "Sample.Attacks.StepOptionsBinder.g.cs",
        "Sample.Indexes.Indexes+NoOptionsBinder.g.cs",
        "Sample.Graphs.Residual.g.cs",
        "Sample.Graphs.Stage.g.cs",
        "Sample.Graphs.Branching.g.cs",
        "Sample.Graphs.Chosen.g.cs",
        "Sample.Graphs.Side.g.cs",
        "PluginManifest.g.cs",
    ];

    public static TheoryData<string> Files => new(Expected);

    [Theory]
    [MemberData(nameof(Files))]
    public void A_generated_file_is_the_accepted_one(string file) => Snapshot.Match(Generated.Value.Files[file], file);

    [Fact]
    public void Nothing_else_is_generated() => Assert.Equal(Expected.Order(), Generated.Value.Files.Keys.Order());

    [Fact]
    public void Generated_code_compiles_without_a_warning_documentation_included() =>
        Assert.Empty(Workbench.Complaints(Generated.Value.Output));

    [Fact]
    public void Well_formed_declarations_have_no_findings() => Assert.Empty(Workbench.Analyze(Workbench.Compile(Samples.All)));

    [Fact]
    public void An_assembly_without_plugins_gets_no_manifest() =>
        Assert.Empty(Workbench.Generate(Workbench.Compile("public class Nothing;")).Files);

    [Fact]
    public void The_order_of_files_changes_nothing()
    {
        var reversed = Workbench.Generate(Workbench.Compile([.. Samples.All.Reverse()])).Files;
        Assert.Equal(Generated.Value.Files.OrderBy(file => file.Key), reversed.OrderBy(file => file.Key));
    }

    [Fact]
    public void Lines_end_as_everywhere_on_every_system() =>
        Assert.DoesNotContain(Generated.Value.Files.Values, text => text.Contains('\r', StringComparison.Ordinal));

    [Fact]
    public void A_selection_of_a_compiled_assembly_computes_the_same_layers()
    {
        var library = Generated.Value.Output;
        using var image = new MemoryStream();
        Assert.True(library.Emit(image).Success);
        var compilation = Workbench.Compile(Samples.Selections.Replace("Sample.Selections", "Elsewhere", StringComparison.Ordinal));
        compilation = compilation.WithAssemblyName("Elsewhere").AddReferences(MetadataReference.CreateFromImage(image.ToArray()));
        var (files, output) = Workbench.Generate(compilation);
        string expected = Generated.Value.Files["Sample.Selections.NormsAndPools.g.cs"];
        Assert.Equal(expected.Replace("Sample.Selections", "Elsewhere", StringComparison.Ordinal), files["Elsewhere.NormsAndPools.g.cs"]);
        Assert.Empty(Workbench.Complaints(output));
        Assert.DoesNotContain("PluginManifest.g.cs", files.Keys);
    }

    [Fact]
    public void Options_types_whose_names_look_alike_get_binders_of_their_own()
    {
        string Plugin(string space, string type, string name) => $$"""
            namespace {{space}}
            {
                public class {{type}} { public int N { get; set; } }
                [Attack("{{name}}")] public class {{type}}Attack : IAttack<{{type}}>
                {
                    public torch.Tensor Perturb(IDifferentiableClassifier m, AttackBatch b, {{type}} o, CancellationToken t) => b.Images;
                }
            }
            """;
        string plugins = Plugin("A.B", "C_D", "one") + Plugin("A", "B_C_D", "two") + Plugin("A.B.C", "D", "three");
        var (files, output) = Workbench.Generate(Workbench.Compile(Workbench.Usings + plugins));
        Assert.Equal(4, files.Count);
        Assert.DoesNotContain(output.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData("Plain")]
    [InlineData("Has.Dots-and dashes")]
    [InlineData("1.2class.class")]
    [InlineData("Global.event")]
    public void Any_assembly_name_makes_a_namespace(string name)
    {
        var (_, output) = Workbench.Generate(Workbench.Compile(Samples.All).WithAssemblyName(name));
        Assert.DoesNotContain(output.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }
}
