using Microsoft.CodeAnalysis;

namespace DkNN.Generators.Tests;

public sealed class DiagnosticTests
{
    private const string MissingTorch = "DKNN036";
    private const string Generic = "DKNN044";

    public static TheoryData<string, string> Sources
    {
        get
        {
            var sources = new TheoryData<string, string>();
            foreach (var (id, source) in Mistakes.All) sources.Add(id, source);
            return sources;
        }
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_mistake_is_reported_where_it_stands(string id, string source)
    {
        var (text, marked) = Unmark(source);
        var found = Workbench.Analyze(Workbench.Compile(Workbench.Usings + text));
        Assert.All(found, diagnostic => Assert.NotEqual("AD0001", diagnostic.Id));
        var reported = found.First(diagnostic => diagnostic.Id == id);
        // A mistake may bring others at places that are marked too, but none anywhere else.
        Assert.All(found, diagnostic => Assert.Contains(diagnostic.Location.SourceSpan.Start - Workbench.Usings.Length, marked));
        Assert.Equal(marked.Count, found.Length);
        Assert.Equal(id == Generic ? DiagnosticSeverity.Info : DiagnosticSeverity.Error, reported.Severity);
    }

    [Fact]
    public void Without_Torch_the_reference_to_add_is_named()
    {
        const string source = """
            using DkNN;
            [Architecture("x", Input = "1x8x8", Classes = 2)]
            public sealed partial class X { [Dense(2)] public partial Layer Output { get; } }
            [Attack("a")] public class A;
            """;
        var compilation = Workbench.WithoutTorch(Workbench.Compile(source));
        var found = Workbench.Analyze(compilation);
        Assert.Equal(
            ["A", "X"],
            found.Where(diagnostic => diagnostic.Id == MissingTorch).Select(diagnostic => TextAt(source, diagnostic.Location)).Order());
        Assert.Equal(2, found.Length);
    }

    [Fact]
    public void Every_diagnostic_has_a_test() =>
        Assert.Equal(Ids, Mistakes.All.Select(mistake => mistake.Id).Append(MissingTorch).Distinct().Order());

    [Fact]
    public void A_mistyped_layer_gets_a_suggestion()
    {
        var (text, _) = Unmark(Mistakes.All.First(mistake => mistake.Id == "DKNN022").Source);
        var found = Assert.Single(Workbench.Analyze(Workbench.Compile(Workbench.Usings + text)));
        Assert.Equal(
            "'Net' has no layer 'Conv2'. Did you mean 'Conv1'? Known: Conv1, Output",
            found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("1x8x8", "", "Mean = [1, 2], Deviation = [1]", "Mean of layer 'N' has 2 values, but its input has one channel; give one value")]
    [InlineData("3x8x8", "", "Deviation = [1]", "Mean of layer 'N' has no value, but its input has 3 channels; give one value for all, or 3")]
    [InlineData("1x8x8", "[Dense(1)] public partial Layer D { get; }", "Mean = [1]", "Deviation of layer 'N' has no value, but its input has one neuron; give one value")]
    public void Values_that_are_no_channels_are_counted_in_words(string input, string before, string values, string message)
    {
        string source = $$"""
            [Architecture("net", Input = "{{input}}", Classes = 2)]
            public sealed partial class Net
            {
                {{before}} [Normalize({{values}})] public partial Layer N { get; } [Dense(2)] public partial Layer Output { get; }
            }
            """;
        var found = Assert.Single(Workbench.Analyze(Workbench.Compile(Workbench.Usings + source)));
        Assert.Equal(message, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_selection_that_names_a_layer_of_another_architecture_does_not_compile()
    {
        string source = Samples.Network + """
            [LayerSelection<EveryLayer>(nameof(Other.Deep))] public readonly partial struct Wrong;
            [Architecture("other", Input = "1x4x4", Classes = 2)]
            public sealed partial class Other
            {
                [Flatten] public partial Layer Deep { get; }
                [Dense(2)] public partial Layer Output { get; }
            }
            """;
        var compilation = Workbench.Compile(source);
        // A stub: its members only throw, so that the compiler goes on to the analyzer.
        string stub = Workbench.Generate(compilation).Files["Sample.Networks.Wrong.g.cs"];
        Assert.Contains("throw", stub, StringComparison.Ordinal);
        Assert.DoesNotContain("Apply", stub, StringComparison.Ordinal);
        var found = Assert.Single(Workbench.Analyze(compilation));
        Assert.Equal(("DKNN022", "nameof(Other.Deep)"), (found.Id, TextAt(source, found.Location)));
    }

    private static IEnumerable<string> Ids => new DeclarationAnalyzer().SupportedDiagnostics.Select(descriptor => descriptor.Id).Order();

    private static string TextAt(string source, Location location) =>
        source.Substring(location.SourceSpan.Start, location.SourceSpan.Length);

    private static (string Text, HashSet<int> Marked) Unmark(string source)
    {
        var marked = new HashSet<int>();
        string text = source;
        for (int start = text.IndexOf("[|", StringComparison.Ordinal); start >= 0; start = text.IndexOf("[|", StringComparison.Ordinal))
        {
            int end = text.IndexOf("|]", start, StringComparison.Ordinal);
            text = text[..start] + text[(start + 2)..end] + text[(end + 2)..];
            marked.Add(start);
        }
        return (text, marked);
    }
}
