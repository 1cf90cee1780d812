using Microsoft.CodeAnalysis;

namespace DkNN.Generators.Tests;

/// <summary>Declarations in projects of every kind: whatever stands around them, the generated code compiles without a warning.</summary>
public sealed class SurroundingsTests
{
    private const string Layers = "{ [Conv2d(2, Kernel = 1)] public partial Layer Conv1 { get; } [Dense(2)] public partial Layer Output { get; } }";

    public static TheoryData<string, string> Projects => new()
    {
        { "no usings", """
            [DkNN.Architecture("a", Input = "1x2x2", Classes = 2)]
            public sealed partial class A { [DkNN.Dense(2, Activation = DkNN.Activation.Tanh)] public partial DkNN.Layer Output { get; } }
            [DkNN.LayerSelection<A>(DkNN.LayerKind.Dense)] public readonly partial struct S;
            """ },
        { "aliases", """
            using Net = DkNN.ArchitectureAttribute;
            using Fully = DkNN.DenseAttribute;
            using L = DkNN.Layer;
            [Net("a", Input = "1x2x2", Classes = 2)]
            public sealed partial class A { [Fully(2)] public partial L Output { get; } }
            """ },
        { "names that hide ours", """
            namespace My.DkNN.Torch { public class Network; public class Layer; }
            namespace My.System { public class ArgumentNullException; }
            namespace My.TorchSharp { public class torch; }
            namespace My
            {
                public class Conv2d; public class Tensor; public class LayerKind;
                [global::DkNN.Architecture("a", Input = "1x2x2", Classes = 2)]
                public sealed partial class A { [global::DkNN.Dense(2)] public partial global::DkNN.Layer Output { get; } }
                [global::DkNN.LayerSelection<A>] public readonly partial struct S;
            }
            """ },
        { "keywords", """
            using DkNN;
            namespace @namespace.@class;
            public partial class @event
            {
                [Architecture("a", Input = "1x2x2", Classes = 2)]
                public sealed partial class @new { [Dense(2)] public partial Layer @while { get; } [Activate(Activation.ReLU)] public partial Layer @record { get; } }
                [LayerBlock] public sealed partial class @struct { [BatchNorm] public partial Layer @ref { get; } }
                [Architecture("b", Input = "1x2x2", Classes = 4)]
                public sealed partial class @field { [Block] public partial @struct @in { get; } [Flatten] public partial Layer @out { get; } }
                [LayerSelection<@new>(nameof(@new.@while))] public readonly partial struct @value;
            }
            """ },
        { "nested in every kind of type", $$"""
            using DkNN;
            public partial interface I { [Architecture("a", Input = "1x2x2", Classes = 2)] public sealed partial class A {{Layers}} }
            public partial record R { [Architecture("b", Input = "1x2x2", Classes = 2)] public sealed partial class B {{Layers}} }
            public partial record struct T { [Architecture("c", Input = "1x2x2", Classes = 2)] internal sealed partial class C {{Layers}} }
            public readonly partial struct U { public static partial class V { [Architecture("d", Input = "1x2x2", Classes = 2)] public sealed partial class D {{Layers}} } }
            """ },
        { "generic types around it", $$"""
            using DkNN;
            namespace Some.Where
            {
                public partial class Outer<T, @in> where T : notnull
                {
                    public partial struct Inner<TKey> where TKey : unmanaged
                    {
                        [Architecture("a", Input = "1x2x2", Classes = 2)] public sealed partial class A {{Layers}}
                        [LayerSelection<Other>(nameof(Other.Conv1))] public readonly partial struct S;
                    }
                }
                [Architecture("c", Input = "1x2x2", Classes = 2)] public sealed partial class Other {{Layers}}
                [LayerSelection<Outer<string, int>.Inner<int>.A>(LayerKind.Conv2d)] public readonly partial struct Closed;
                [Architecture("b", Input = "1x2x2", Classes = 2)] public sealed partial class Open<T> {{Layers}}
            }
            """ },
        { "names that differ by case", $$"""
            using DkNN;
            [Architecture("a", Input = "1x2x2", Classes = 2)] public sealed partial class Net {{Layers}}
            [Architecture("b", Input = "1x2x2", Classes = 2)] public sealed partial class NET {{Layers}}
            [LayerSelection<Net>(LayerKind.Dense)] public readonly partial struct net;
            """ },
        { "constants of other files' types", """
            using DkNN;
            using static Sizes;
            [Architecture("a", Input = Sizes.Input, Classes = Two)]
            public sealed partial class A { [Dense(Two)] public partial Layer Output { get; } }
            public static class Sizes { public const string Input = "1x" + "2x2"; public const int Two = 1 + 1; }
            """ },
    };

    [Theory]
    [MemberData(nameof(Projects))]
    public void Generated_code_compiles_without_a_warning(string project, string source)
    {
        var compilation = Workbench.Compile(source);
        var (files, output) = Workbench.Generate(compilation);
        Assert.Contains("PluginManifest.g.cs", files.Keys);
        string[] complaints =
        [
            .. output.GetDiagnostics()
                .Where(complaint => complaint.Severity >= DiagnosticSeverity.Warning)
                // Theirs are not documented and may have names in lower case; ours are.
                .Where(complaint => complaint.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true || complaint.Severity is DiagnosticSeverity.Error)
                .Select(complaint => complaint.ToString()),
        ];
        Assert.True(complaints.Length == 0, $"{project}: {string.Join('\n', complaints)}");
        Assert.DoesNotContain(Workbench.Analyze(compilation), diagnostic => diagnostic.Severity is DiagnosticSeverity.Error);
    }

    [Fact]
    public void A_generic_architecture_is_generated_and_not_offered()
    {
        var (files, _) = Workbench.Generate(Workbench.Compile(Projects.Single(project => (string)project[0] == "generic types around it")[1].ToString()!));
        Assert.Contains("Some.Where.Outer`2+Inner`1+A.g.cs", files.Keys);
        string manifest = files["PluginManifest.g.cs"];
        Assert.DoesNotContain("\"a\"", manifest, StringComparison.Ordinal);
        Assert.Contains("\"c\"", manifest, StringComparison.Ordinal);
        Assert.DoesNotContain("Closed", manifest, StringComparison.Ordinal);
    }
}
