using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DkNN.Generators.Tests;

/// <summary>Compiles sources in memory against the real contracts and TorchSharp, with the generator and the analyzer.</summary>
internal static class Workbench
{
    public const string Usings =
        "using System;\nusing System.Threading;\nusing DkNN;\nusing DkNN.Torch;\nusing DkNN.Vectors;\nusing TorchSharp;\n";

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => IsReferenced(Path.GetFileName(path)))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static bool IsReferenced(string file) =>
        file is "netstandard.dll" or "TorchSharp.dll" or "DkNN.Abstractions.dll" or "DkNN.Torch.dll" or "DkNN.Vectors.dll"
        || file.StartsWith("System.", StringComparison.Ordinal)
        || file.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal);

    public static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        "Sample.Plugins",
        sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, Parsing, $"Source{index}.cs")),
        References,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999));

    public static CSharpCompilation WithoutTorch(CSharpCompilation compilation) => compilation.WithReferences(
        compilation.References.Where(reference => Path.GetFileName(reference.Display) is not ("DkNN.Torch.dll" or "TorchSharp.dll")));

    public static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, Parsing, path);

    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new PluginGenerator().AsSourceGenerator()],
        parseOptions: Parsing,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The generated files by name, and the compilation with them.</summary>
    public static (IReadOnlyDictionary<string, string> Files, Compilation Output) Generate(CSharpCompilation compilation)
    {
        var driver = Driver().RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics);
        Assert.All(diagnostics, found => Assert.StartsWith("DKNN", found.Id, StringComparison.Ordinal));
        var result = Assert.Single(driver.GetRunResult().Results);
        Assert.Null(result.Exception);
        return (result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString()), output);
    }

    /// <summary>What generator and analyzer say of the compilation, generated files included as in a real build.</summary>
    public static ImmutableArray<Diagnostic> Analyze(CSharpCompilation compilation)
    {
        Driver().RunGeneratorsAndUpdateCompilation(compilation, out var output, out var hidden);
        return
        [
            .. hidden,
            .. output.WithAnalyzers([new DeclarationAnalyzer()]).GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult(),
        ];
    }

    /// <summary>Warnings and errors of the compiler, generated files included.</summary>
    public static IEnumerable<string> Complaints(Compilation output) =>
        output.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Select(diagnostic => diagnostic.ToString());
}
