using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace DkNN.Generators.CodeFixes.Tests;

/// <summary>Diagnoses a source in a workspace and mends it as an editor does.</summary>
internal static class Mender
{
    /// <summary>Every fix of the assembly, found by its attribute as Roslyn's hosts find it.</summary>
    public static readonly ImmutableArray<CodeFixProvider> Fixes =
    [
        .. Assembly.Load("DkNN.Generators.CodeFixes").DefinedTypes
            .Where(type => type.IsDefined(typeof(ExportCodeFixProviderAttribute)))
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];

    /// <summary>A project of one file.</summary>
    public static Document Open(string source)
    {
        var model = Workbench.Compile(source);
        var project = new AdhocWorkspace().CurrentSolution
            .AddProject("Sample.Plugins", "Sample.Plugins", LanguageNames.CSharp)
            .WithMetadataReferences(model.References)
            .WithCompilationOptions(model.Options)
            .WithParseOptions(model.SyntaxTrees[0].Options);
        return project.AddDocument("Source0.cs", source, filePath: "Source0.cs");
    }

    /// <summary>What the analyzer says of the project.</summary>
    public static async Task<ImmutableArray<Diagnostic>> DiagnoseAsync(Document document) =>
        Workbench.Analyze((CSharpCompilation)(await document.Project.GetCompilationAsync())!);

    /// <summary>The ways to mend the first mistake of that id.</summary>
    public static async Task<List<CodeAction>> OffersAsync(Document document, string id)
    {
        var diagnostic = (await DiagnoseAsync(document)).First(found => found.Id == id);
        var offers = new List<CodeAction>();
        foreach (var fix in Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(id)))
        {
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offers.Add(action), default));
        }
        return offers;
    }

    /// <summary>The same file after the change.</summary>
    public static async Task<Document> ApplyAsync(Document document, CodeAction action)
    {
        var change = (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single();
        return change.ChangedSolution.GetDocument(document.Id)!;
    }
}
