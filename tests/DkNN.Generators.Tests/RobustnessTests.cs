using CsCheck;
using Microsoft.CodeAnalysis;

namespace DkNN.Generators.Tests;

public sealed class RobustnessTests
{
    private static readonly string Whole = string
        .Join('\n', Samples.All.Select((source, index) => index == 0 ? source : source[Workbench.Usings.Length..]))
        .Replace("using Sample.Networks;", "", StringComparison.Ordinal)
        .Replace("using System.ComponentModel;\nusing System.ComponentModel.DataAnnotations;", "", StringComparison.Ordinal);

    private static readonly string[] Replacements = ["", "0", "\"", "typeof(int)", "null", "[Flatten] ", "partial ", "}", "-1", "default"];

    /// <summary>Text cut out, doubled or replaced somewhere, as while somebody types.</summary>
    private static readonly Gen<string> Edited =
        Gen.Select(Gen.Int[0, Whole.Length - 1], Gen.Int[1, 40], Gen.OneOf([.. Replacements.Select(Gen.Const)]))
            .Select((start, length, instead) => Whole[..start] + instead + Whole[Math.Min(Whole.Length, start + length)..]);

    [Fact]
    public void No_text_makes_the_generator_or_the_analyzer_throw() =>
        // Generate asserts that no exception came; the analyzer's would be AD0001.
        Edited.Sample(
            text => Assert.DoesNotContain(Workbench.Analyze(Workbench.Compile(text)), diagnostic => diagnostic.Id == "AD0001"),
            iter: FullTests.Times(all: 60, some: 20),
            threads: 1);

    [Fact]
    public void An_attribute_on_two_parts_of_a_class_generates_once()
    {
        string part = "[Architecture(\"x\", Input = \"1x2x2\", Classes = 2)] public sealed partial class X { ";
        var compilation = Workbench.Compile(Workbench.Usings + part + "[Dense(2)] public partial Layer Output { get; } } " + part + "}");
        Assert.Contains("X.g.cs", Workbench.Generate(compilation).Files.Keys);
        Assert.Contains(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }
}
