using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DkNN.Docs.Tests;

/// <summary>Compiles the examples of a page, with the generator, as the files of one project.</summary>
internal static class Sample
{
    /// <summary>What the SDK gives a new project, and the namespaces of the contracts.</summary>
    private static readonly string[] Namespaces =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
        "DkNN", "DkNN.Torch", "DkNN.Vectors", "TorchSharp",
    ];

    /// <summary>What the compiler says of a type whose body is left out: "…" in an example.</summary>
    private static readonly string[] LeftOut = ["CS0161", "CS0534", "CS0535"];

    /// <summary>Errors of the compiler and of the analyzer.</summary>
    public static IEnumerable<string> Errors(string[] sources)
    {
        var compilation = Compile(sources);
        bool elided = sources.Any(source => source.Contains('…', StringComparison.Ordinal));
        return Workbench.Generate(compilation).Output.GetDiagnostics()
            .Where(found => found.Severity is DiagnosticSeverity.Error && !(elided && LeftOut.Contains(found.Id)))
            .Concat(Workbench.Analyze(compilation))
            .Select(found => found.ToString());
    }

    /// <summary>The diagnostic of ours that an example gives, or all of them where it is not one.</summary>
    public static string Single(string expected, string source)
    {
        var compilation = Compile([source]);
        if (expected == "DKNN036") compilation = Workbench.WithoutTorch(compilation);
        return string.Join(", ", Workbench.Analyze(compilation).Select(found => found.Id).Distinct());
    }

    private static CSharpCompilation Compile(string[] sources)
    {
        var bare = Workbench.Compile([.. sources.Select(source => source.Replace("…", "", StringComparison.Ordinal))]);
        var roots = bare.SyntaxTrees.Select(tree => tree.GetRoot()).ToList();
        var own = roots
            .SelectMany(root => root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>())
            .Select(space => $"{space.Name}");
        bool isProgram = roots.Any(root => root.ChildNodes().OfType<GlobalStatementSyntax>().Any());
        string usings = string.Concat(Namespaces.Concat(own).Distinct().Select(space => $"global using {space};\n"));
        var all = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return bare
            .AddSyntaxTrees(Workbench.Parse(usings, "Usings.cs"))
            .WithReferences(all.Select(path => MetadataReference.CreateFromFile(path)))
            .WithOptions(bare.Options.WithOutputKind(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary));
    }
}
