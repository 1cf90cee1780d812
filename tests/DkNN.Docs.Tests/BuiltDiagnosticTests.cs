using System.Text;
using DkNN.Generators.Tests;

namespace DkNN.Docs.Tests;

/// <summary>
/// Every mistake as a person meets it: in <c>dotnet build</c>, where the compiler stops at declarations that miss their generated part and
/// an analyzer is not heard. All stand in one project, for an error of the compiler in one file silences the analyzer in all.
/// </summary>
public sealed class BuiltDiagnosticTests
{
    private const string MissingTorch = "DKNN036";

    [Fact]
    public void A_build_shows_each_pages_mistake_at_its_place_and_no_other_error()
    {
        var pages = Page.Paths.Where(path => path.StartsWith("docs/diagnostics/", StringComparison.Ordinal))
            .SelectMany(path => new Page(path).Blocks)
            .Where(block => block is { Kind: "csharp", Word.Length: > 0 })
            .Select(block => (block.Word, block.Text))
            .ToList();
        Assert.True(pages.Count >= 63);
        var files = new Dictionary<string, string>();
        var expected = new List<string>();
        foreach (var (id, text) in pages.Where(page => page.Word != MissingTorch).Concat(Mistakes.All.Select(mistake => (mistake.Id, mistake.Source))))
        {
            string name = FormattableString.Invariant($"File{files.Count}");
            var (source, places) = Place(name, text);
            files.Add($"{name}.cs", source);
        }
        using var project = new BuiltProject(files);
        Assert.Equal("", project.Output);
    }

    private static (string Source, List<int> Places) Place(string name, string text)
    {
        string alone = text;
        foreach (string plugin in (string[])["net", "mine", "x", "a"]) alone = alone.Replace($"\"{plugin}\"", $"\"{plugin}-{name.ToLowerInvariant()}\"");
        var source = new StringBuilder(Workbench.Usings).Append($"namespace {name}\n{{\n").Append(alone).Append("\n}\n");
        return (source.ToString().Replace("[|", "").Replace("|]", ""), []);
    }
}
