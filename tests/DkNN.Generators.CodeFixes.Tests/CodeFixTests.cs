using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace DkNN.Generators.CodeFixes.Tests;

public sealed class CodeFixTests
{
    /// <summary>Before every source: what is there to use, and that samples need no comments.</summary>
    private const string Start = "#pragma warning disable CS1591\n" + Workbench.Usings;

    public static TheoryData<string, string, string> Sources
    {
        get
        {
            var sources = new TheoryData<string, string, string>();
            foreach (var (id, before, after) in Mends.All) sources.Add(id, before, after);
            return sources;
        }
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task A_mechanical_mistake_is_mended(string id, string before, string after)
    {
        var document = Mender.Open(Start + before);
        var offer = (await Mender.OffersAsync(document, id)).First();
        var mended = await Mender.ApplyAsync(document, offer);
        string text = (await mended.GetTextAsync()).ToString();
        Assert.Equal(after, text[Start.Length..]);
        Assert.Empty(await Mender.DiagnoseAsync(mended));
        var compilation = (CSharpCompilation)(await mended.Project.GetCompilationAsync())!;
        Assert.Empty(Workbench.Complaints(Workbench.Generate(compilation).Output));
    }

    [Theory]
    [MemberData(nameof(NotMechanicalSources))]
    public async Task Nothing_is_offered_where_only_a_person_can_tell(string id, string source) =>
        Assert.Empty(await Mender.OffersAsync(Mender.Open(Start + source), id));

    public static TheoryData<string, string> NotMechanicalSources
    {
        get
        {
            var sources = new TheoryData<string, string>();
            foreach (var (id, source) in Mends.None) sources.Add(id, source);
            return sources;
        }
    }

    [Fact]
    public async Task Each_of_several_layer_attributes_can_be_the_one_to_keep()
    {
        var document = Mender.Open(Start + Mends.TwoAttributes);
        var offers = await Mender.OffersAsync(document, "DKNN008");
        Assert.Equal(["Keep [Flatten]", "Keep [Dropout(0.5)]"], offers.Select(offer => offer.Title));
        string second = (await (await Mender.ApplyAsync(document, offers[1])).GetTextAsync()).ToString();
        Assert.Contains("[Dropout(0.5)] public partial Layer Conv1", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_mistakes_of_an_id_are_mended_at_once()
    {
        var document = Mender.Open(Start + Mends.ThreeStructs);
        var found = (await Mender.DiagnoseAsync(document)).Where(diagnostic => diagnostic.Id == "DKNN020").ToImmutableArray();
        Assert.Equal(3, found.Length);
        var fix = Mender.Fixes.Single(one => one.FixableDiagnosticIds.Contains("DKNN020"));
        var offer = (await Mender.OffersAsync(document, "DKNN020")).Single();
        var all = await fix.GetFixAllProvider()!.GetFixAsync(new FixAllContext(
            document, fix, FixAllScope.Document, offer.EquivalenceKey!, ["DKNN020"], new Known(found), default));
        Assert.Empty(await Mender.DiagnoseAsync(await Mender.ApplyAsync(document, all!)));
    }

    [Fact]
    public void The_diagnostics_with_a_fix_are_listed()
    {
        var known = new DeclarationAnalyzer().SupportedDiagnostics.ToDictionary(descriptor => descriptor.Id);
        var lines = Mender.Fixes
            .SelectMany(fix => fix.FixableDiagnosticIds.Select(id =>
                $"{id} {known[id].Title} ({fix.GetType().Name}{(fix.GetFixAllProvider() is null ? "" : ", all at once")})"))
            .Order(StringComparer.Ordinal);
        Snapshot.Match(string.Join('\n', lines), nameof(CodeFixTests));
    }

    [Fact]
    public void Every_fix_has_a_test() => Assert.Equal(
        Mender.Fixes.SelectMany(fix => fix.FixableDiagnosticIds).Order(),
        Mends.All.Select(mend => mend.Id).Distinct().Order());

    private sealed class Known(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);
    }
}
