using System.Reflection;
using DkNN.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DkNN.Docs.Tests;

public sealed class DiagnosticPageTests
{
    private static readonly DiagnosticDescriptor[] Descriptors =
        [.. new DeclarationAnalyzer().SupportedDiagnostics.OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal)];

    private static readonly HashSet<string> Fixable =
    [
        .. Assembly.Load("DkNN.Generators.CodeFixes").DefinedTypes
            .Where(type => type.IsDefined(typeof(ExportCodeFixProviderAttribute)))
            .SelectMany(type => ((CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds),
    ];

    public static TheoryData<string> Ids => [.. Descriptors.Select(descriptor => descriptor.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_diagnostic_has_a_page_that_its_link_leads_to(string id)
    {
        var descriptor = Descriptors.Single(one => one.Id == id);
        string path = $"docs/diagnostics/{id}.md";
        Assert.EndsWith("/" + path, descriptor.HelpLinkUri, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Page.Root, path)), $"write {path} after the pattern of the others");
        var page = new Page(path);
        Assert.StartsWith($"# {id}: {descriptor.Title}\n", page.Text, StringComparison.Ordinal);
        Assert.Contains($"\nCode fix: {(Fixable.Contains(id) ? "yes" : "none")}.\n", page.Text, StringComparison.Ordinal);
        Assert.Contains(page.Blocks, block => (block.Kind, block.Word) == ("csharp", id));
    }

    [Fact]
    public void Every_page_is_of_a_diagnostic() => Assert.Equal(
        Descriptors.Select(descriptor => $"docs/diagnostics/{descriptor.Id}.md"),
        Page.Paths.Where(path => path.StartsWith("docs/diagnostics/", StringComparison.Ordinal)));

    [Fact]
    public void The_index_lists_every_diagnostic()
    {
        var rows = Descriptors.Select(one =>
            $"| [{one.Id}](diagnostics/{one.Id}.md) | {one.Title} | {(Fixable.Contains(one.Id) ? "yes" : "")} |");
        string[] lines = new Page("docs/diagnostics.md").Text.Split('\n');
        Assert.Equal(rows, lines.Where(line => line.StartsWith("| [", StringComparison.Ordinal)));
    }
}
