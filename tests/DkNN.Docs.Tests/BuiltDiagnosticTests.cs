using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace DkNN.Docs.Tests;

/// <summary>
/// Every mistake as a person meets it: in <c>dotnet build</c>, where the compiler stops at declarations that miss their generated part and
/// an analyzer is not heard. All stand in one project, for an error of the compiler in one file silences the analyzer in all.
/// </summary>
public sealed partial class BuiltDiagnosticTests
{
    private const string MissingTorch = "DKNN036";

    private static readonly (string Id, string Text)[] Pages =
    [
        .. Page.Paths.Where(path => path.StartsWith("docs/diagnostics/", StringComparison.Ordinal))
            .SelectMany(path => new Page(path).Blocks)
            .Where(block => block is { Kind: "csharp", Word.Length: > 0 })
            .Select(block => (block.Word, block.Text)),
    ];

    [Fact]
    public void A_build_shows_every_mistake_at_its_place_and_no_other_error()
    {
        var pages = Pages.Where(page => page.Id != MissingTorch).ToList();
        string[] sources = [.. pages.Concat(Mistakes.All).Select((mistake, number) => Alone(mistake.Item2, number))];
        var compilation = Workbench.Compile([.. sources.Select(Unmarked)]);
        // The compiler complains too where a part cannot be added, such as in a type that is not partial; those are built on their own.
        // It does so of a declaration: what is wrong in a method, the build below would show.
        var refused = Workbench.Generate(compilation).Output.GetDeclarationDiagnostics()
            .Where(found => found.Severity is DiagnosticSeverity.Error)
            .Select(found => found.Location.SourceTree!.FilePath)
            .ToHashSet();
        Assert.DoesNotContain(pages.Select((_, number) => FileName(number)), refused.Contains);

        var built = Enumerable.Range(0, sources.Length).Where(number => !refused.Contains(FileName(number))).ToList();
        using var project = Build(built.Select(number => (number, sources[number])));
        var found = project.Found.ToLookup(complaint => complaint.File);
        Assert.All(built, number =>
        {
            var here = found[FileName(number)].ToList();
            if (number < pages.Count) Assert.Equal([pages[number].Id], here.Select(complaint => complaint.Id).Distinct());
            else Assert.Equal(Marks(sources[number]), here.Select(complaint => (complaint.Line, complaint.Column)).Order());
        });
        Assert.Equal(
            Workbench.Analyze(Workbench.Compile([.. sources.Select((source, number) => refused.Contains(FileName(number)) ? "" : Unmarked(source))]))
                .Select(Complaint).Order(),
            project.Found.Select(complaint => $"{complaint.File} {complaint.Line} {complaint.Column} {complaint.Id}").Order());
    }

    [Fact]
    public void A_mistake_that_the_compiler_refuses_too_is_told_beside_that()
    {
        const string source = """
            public class [|Outer|]
            {
                [Architecture("net", Input = "1x8x8", Classes = 2)]
                public sealed partial class Net { [Dense(2)] public partial Layer Output { get; } }
            }
            [Architecture("other", Input = "1x8x8", Classes = 2)]
            file sealed partial class [|Hidden|] { [Dense(2)] public partial Layer Output { get; } }
            """;
        using var project = Build([(0, Alone(source, 0))]);
        var ours = project.Found.Where(complaint => complaint.Id.StartsWith("DKNN", StringComparison.Ordinal)).ToList();
        Assert.Equal(["DKNN039", "DKNN038"], ours.OrderBy(complaint => complaint.Line).Select(complaint => complaint.Id));
        Assert.Equal(Marks(Alone(source, 0)), ours.Select(complaint => (complaint.Line, complaint.Column)).Order());
    }

    [Fact]
    public void A_build_without_Torch_names_the_reference()
    {
        string text = Pages.Single(page => page.Id == MissingTorch).Text;
        using var project = new BuiltProject([new("Net.cs", $"using DkNN;\n{text}")], hasTorch: false);
        Assert.Equal([MissingTorch], project.Found.Select(complaint => complaint.Id));
    }

    private static BuiltProject Build(IEnumerable<(int Number, string Source)> files) =>
        new(files.Select(file => KeyValuePair.Create(FileName(file.Number), Unmarked(file.Source))));

    private static string FileName(int number) => FormattableString.Invariant($"Source{number}.cs");

    /// <summary>A source in a namespace of its own, with plugins of names of their own.</summary>
    private static string Alone(string text, int number)
    {
        string named = PluginName().Replace(text, name => FormattableString.Invariant($"{name.Value}-{number}"));
        return FormattableString.Invariant($"{Workbench.Usings}namespace Space{number}\n{{\n{named}\n}}\n");
    }

    /// <summary>A plugin's name, but for the closing quote.</summary>
    [GeneratedRegex("""(?<=(Architecture|Attack|NeighborIndex)\((\[\|)?")[^"]+""")]
    private static partial Regex PluginName();

    private static string Unmarked(string source) =>
        source.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);

    /// <summary>Lines and columns of the marks, counted from 1.</summary>
    private static IEnumerable<(int Line, int Column)> Marks(string source) => source.Split('\n')
        .SelectMany((line, row) =>
        {
            string[] parts = line.Split("[|");
            return parts.Skip(1).Select((_, mark) => (row + 1, Unmarked(string.Concat(parts.Take(mark + 1))).Length + 1));
        });

    private static string Complaint(Diagnostic found)
    {
        var place = found.Location.GetLineSpan();
        return $"{place.Path} {place.StartLinePosition.Line + 1} {place.StartLinePosition.Character + 1} {found.Id}";
    }
}
