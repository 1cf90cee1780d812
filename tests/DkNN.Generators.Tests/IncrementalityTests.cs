using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DkNN.Generators.Tests;

public sealed class IncrementalityTests
{
    private const BindingFlags OwnFields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly string[] Steps =
    [
        TrackingNames.Architectures, TrackingNames.Selections, TrackingNames.Blocks,
        TrackingNames.Stubs, TrackingNames.Options, TrackingNames.Manifest,
    ];

    /// <summary>Gets a stub.</summary>
    private const string Malformed = Workbench.Usings + """
        [Architecture("malformed", Input = "1x2", Classes = 2)]
        public sealed partial class Malformed
        {
            [Dense(2)] public partial Layer Output { get; }
        }
        """;

    [Fact]
    public void An_unrelated_edit_generates_nothing_anew()
    {
        var result = RunTwice(compilation => compilation.AddSyntaxTrees(Workbench.Parse("class Unrelated;", "Unrelated.cs")));
        AssertUnchanged(result, Steps);
        Assert.All(Outputs(result), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void A_moved_line_generates_nothing_anew()
    {
        var result = RunTwice(compilation => Replace(compilation, Samples.Network, "\n\n// A line more.\n" + Samples.Network));
        AssertUnchanged(result, Steps);
        Assert.All(Outputs(result), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void An_edited_architecture_generates_only_what_depends_on_it()
    {
        string edited = Samples.Tiny.Replace("1x2x2", "1x3x3", StringComparison.Ordinal);
        var result = RunTwice(compilation => Replace(compilation, Samples.Tiny, edited));
        AssertUnchanged(result, Steps.Except([TrackingNames.Architectures]));
        Assert.Single(Reasons(result, TrackingNames.Architectures), IncrementalStepRunReason.Modified);
        Assert.Single(Outputs(result), IncrementalStepRunReason.Modified);
    }

    [Fact]
    public void An_architectures_edit_reaches_its_selections_in_other_files()
    {
        string edited = Samples.Network.Replace("Conv2d(8", "Conv2d(9", StringComparison.Ordinal);
        var result = RunTwice(compilation => Replace(compilation, Samples.Network, edited));
        Assert.Equal(2, Reasons(result, TrackingNames.Selections).Count(reason => reason == IncrementalStepRunReason.Modified));
        AssertUnchanged(result, [TrackingNames.Options, TrackingNames.Manifest]);
    }

    [Fact]
    public void Models_hold_nothing_of_a_compilation()
    {
        var result = RunTwice(compilation => compilation);
        var visited = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (string step in Steps)
        {
            var values = result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Value).ToArray();
            Assert.NotEmpty(values);
            foreach (object value in values) Walk(value, step, visited);
        }
    }

    [Fact]
    public void A_compilation_dies_when_the_next_one_has_been_run()
    {
        var (driver, first) = RunAndForget();
        for (int attempt = 0; attempt < 10 && first.IsAlive; attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.False(first.IsAlive);
        GC.KeepAlive(driver);
    }

    /// <summary>In a method of its own, so that no local of the test keeps the compilation.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (GeneratorDriver Driver, WeakReference First) RunAndForget()
    {
        var first = Workbench.Compile(Samples.All);
        var driver = Workbench.Driver().RunGenerators(first).RunGenerators(Workbench.Compile([.. Samples.All, "class Unrelated;"]));
        return (driver, new WeakReference(first));
    }

    private static void Walk(object? value, string path, HashSet<object> visited)
    {
        if (value is null || value is string || value.GetType().IsPrimitive || value.GetType().IsEnum || !visited.Add(value)) return;
        bool isOfCompilation = value is ISymbol or AttributeData or SyntaxNode or SyntaxTree or SyntaxToken or SyntaxReference
            or Location or Compilation or SemanticModel;
        Assert.False(isOfCompilation, $"{path} holds a {value.GetType()}");
        if (value is IEnumerable items)
        {
            foreach (object? item in items) Walk(item, $"{path}[]", visited);
            return;
        }
        for (var type = value.GetType(); type is not null; type = type.BaseType)
        {
            foreach (var field in type.GetFields(OwnFields))
            {
                Walk(field.GetValue(value), $"{path}.{field.Name}", visited);
            }
        }
    }

    private static GeneratorRunResult RunTwice(Func<CSharpCompilation, CSharpCompilation> edit)
    {
        var compilation = Workbench.Compile([.. Samples.All, Malformed]);
        var driver = Workbench.Driver().RunGenerators(compilation).RunGenerators(edit(compilation));
        return Assert.Single(driver.GetRunResult().Results);
    }

    private static CSharpCompilation Replace(CSharpCompilation compilation, string source, string edited)
    {
        var tree = compilation.SyntaxTrees.Single(candidate => candidate.ToString() == source);
        return compilation.ReplaceSyntaxTree(tree, Workbench.Parse(edited, tree.FilePath));
    }

    private static void AssertUnchanged(GeneratorRunResult result, IEnumerable<string> steps)
    {
        foreach (string step in steps)
        {
            Assert.All(Reasons(result, step), reason =>
                Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{step}: {reason}"));
        }
    }

    private static IncrementalStepRunReason[] Reasons(GeneratorRunResult result, string step) => ReasonsOf(result.TrackedSteps[step]);

    private static IncrementalStepRunReason[] Outputs(GeneratorRunResult result) =>
        ReasonsOf(result.TrackedOutputSteps.Values.SelectMany(steps => steps));

    private static IncrementalStepRunReason[] ReasonsOf(IEnumerable<IncrementalGeneratorRunStep> steps) =>
        [.. steps.SelectMany(step => step.Outputs).Select(output => output.Reason)];
}
