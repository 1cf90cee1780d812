namespace DkNN.Generators.CodeFixes.Tests;

/// <summary>Malformed sources, each with what its code fix makes of it.</summary>
internal static class Mends
{
    private const string Net = """
        [Architecture("net", Input = "1x8x8", Classes = 2)]
        public sealed partial class Net
        {
            [Conv2d(4, Kernel = 3)] public partial Layer Conv1 { get; }
            [Dense(2)] public partial Layer Output { get; }
        }

        """;

    private const string Method =
        "public torch.Tensor Perturb(IDifferentiableClassifier m, AttackBatch b, O o, CancellationToken t) => b.Images;";

    public const string ThreeStructs = Net + """
        [LayerSelection<Net>] public struct One;
        [LayerSelection<Net>] public partial struct Two;
        [LayerSelection<Net>] public readonly struct Three;
        """;

    public static readonly string TwoAttributes = Layers("[Flatten, Dropout(0.5)] public partial Layer Conv1 { get; } " + Output);

    private const string Output = "[Dense(2)] public partial Layer Output { get; }";

    public static readonly (string Id, string Before, string After)[] All =
    [
        ("DKNN001", Class("class X"), Class("sealed partial class X")),
        ("DKNN001", Class("abstract partial class X"), Class("sealed partial class X")),
        ("DKNN001", Class("sealed partial record X"), Class("sealed partial class X")),
        ("DKNN002", Class("sealed partial class X : Exception"), Class("sealed partial class X")),
        (
            "DKNN002",
            Class("sealed partial class X : Exception, IComparable<int>", "public int CompareTo(int other) => 0; " + Output),
            Class("sealed partial class X : IComparable<int>", "public int CompareTo(int other) => 0; " + Output)
        ),
        ("DKNN006", Layers("[Dense(2)] public Layer Output => null!;"), Layers(Output)),
        ("DKNN006", Layers("[Dense(2)] internal partial Layer? Output { get; set; }"), Layers(Output)),
        ("DKNN006", Layers("[Dense(2)] public partial string Output { get; }"), Layers(Output)),
        ("DKNN008", TwoAttributes, Layers("[Flatten] public partial Layer Conv1 { get; } " + Output)),
        (
            "DKNN010",
            Layers("[Flatten] public partial Layer All { get; } [Dense(2, From = nameof(All))] public partial Layer Output { get; }"),
            Layers("[Flatten] public partial Layer AllLayer { get; } [Dense(2, From = nameof(AllLayer))] public partial Layer Output { get; }")
        ),
        (
            "DKNN015",
            Layers("[Conv2d(2, Kernel = 8)] public partial Layer Conv1 { get; }\n    [Activate(Activation.Softmax)] public partial Layer Soft { get; }"),
            Layers(
                "[Conv2d(2, Kernel = 8)] public partial Layer Conv1 { get; }\n    [Flatten] public partial Layer Flatten1 { get; }\n"
                + "    [Activate(Activation.Softmax)] public partial Layer Soft { get; }")
        ),
        ("DKNN017", Layers("[Dense(3)] public partial Layer Output { get; }"), Layers(Output)),
        (
            "DKNN018",
            "[LayerBlock] public sealed partial class Plain { [BatchNorm] public partial Layer Norm { get; } }\n"
            + Layers("[Block] public partial Plain A { get; } [Flatten] public partial Layer ANorm { get; } " + Output),
            "[LayerBlock] public sealed partial class Plain { [BatchNorm] public partial Layer Norm { get; } }\n"
            + Layers("[Block] public partial Plain A { get; } [Flatten] public partial Layer ANormLayer { get; } " + Output)
        ),
        ("DKNN020", Select("public struct S;"), Select("public readonly partial struct S;")),
        ("DKNN020", Select("public ref partial struct S;"), Select("public readonly partial struct S;")),
        ("DKNN020", Select("public readonly partial record struct S;"), Select("public readonly partial struct S;")),
        ("DKNN022", Choose("\"Conv2\""), Choose("\"Conv1\"")),
        ("DKNN022", Choose("nameof(Net.Outputs)").Replace("Net.Outputs", "Outputs") + " public class Outputs;", Choose("nameof(Net.Output)") + " public class Outputs;"),
        ("DKNN022", Choose("new[] { \"Output\", \"conv1\" }"), Choose("new[] { \"Output\", \"Conv1\" }")),
        ("DKNN024", Choose("\"Conv1\", \"Output\", \"Conv1\""), Choose("\"Conv1\", \"Output\"")),
        ("DKNN024", Choose("new[] { \"Conv1\", \"Conv1\" }"), Choose("new[] { \"Conv1\" }")),
        ("DKNN024", Choose("LayerKind.Dense, LayerKind.Dense"), Choose("LayerKind.Dense")),
        ("DKNN026", Select("public readonly partial struct All;"), Select("public readonly partial struct AllLayers;")),
        (
            "DKNN026",
            Select("public readonly partial struct Two;") + " namespace Other { [LayerSelection<Net>] public readonly partial struct two; }",
            Select("public readonly partial struct Two;") + " namespace Other { [LayerSelection<Net>] public readonly partial struct TwoLayers; }"
        ),
        ("DKNN027", Select("public readonly partial struct Conv1;"), Select("public readonly partial struct Conv1Layers;")),
        ("DKNN028", Hidden("public readonly partial struct S;"), Hidden("internal readonly partial struct S;")),
        ("DKNN030", Named("\"MyNet\""), Named("\"my-net\"")),
        ("DKNN030", Named("\"a--b_2\""), Named("\"a-b-2\"")),
        ("DKNN030", Named("\"\""), Named("\"x\"")),
        (
            "DKNN031",
            Attack("public class A") + Attack("public class B", declareOptions: false),
            Attack("public class A") + Attack("public class B", declareOptions: false).Replace("\"a\"", "\"a-2\"")
        ),
        ("DKNN032", Attack("public abstract class A"), Attack("public class A")),
        ("DKNN033", Attack("public class A", "private A() { }"), Attack("public class A", "public A() { }")),
        (
            "DKNN033",
            Attack("public class A", "public A(int n) { _ = n; }"),
            Attack("public class A", "public A() { }\n    public A(int n) { _ = n; }")
        ),
        (
            "DKNN038",
            "public class O; public class Outer { " + Attack("private class A", declareOptions: false) + " }",
            "public class O; public class Outer { " + Attack("internal class A", declareOptions: false) + " }"
        ),
        ("DKNN038", "public class O; " + Attack("file class A", declareOptions: false), "public class O; " + Attack("internal class A", declareOptions: false)),
        ("DKNN039", Select("").Replace("[Layer", "public class Outer { [Layer") + "public readonly partial struct S; }",
            Select("").Replace("[Layer", "public partial class Outer { [Layer") + "public readonly partial struct S; }"),
        ("DKNN040", Options("public int? N { get; set; }"), Options("public int N { get; set; }")),
        ("DKNN040", Options("public string? N { get; set; }"), Options("public string N { get; set; } = \"\";")),
        ("DKNN041", Options("public int N { get; set; } public int n { get; set; }"), Options("public int N { get; set; } public int NOption { get; set; }")),
        ("DKNN042", Range("2, 1"), Range("1, 2")),
        (
            "DKNN050",
            Layers("[Flatten] public partial Layer Flat { get; } [Dense(2, From = \"Flot\")] public partial Layer Output { get; }"),
            Layers("[Flatten] public partial Layer Flat { get; } [Dense(2, From = \"Flat\")] public partial Layer Output { get; }")
        ),
        (
            "DKNN054",
            Layers("[Dense(2)] public partial Layer A { get; } [Dense(2)] public partial Layer B { get; } [Add(nameof(A), nameof(A))] public partial Layer Output { get; }"),
            Layers("[Dense(2)] public partial Layer A { get; } [Dense(2)] public partial Layer B { get; } [Add(nameof(A))] public partial Layer Output { get; }")
        ),
        (
            "DKNN056",
            Layers("[Conv2d(4, Kernel = 1, SamePadding = true, Padding = 0)] public partial Layer C { get; } " + Output),
            Layers("[Conv2d(4, Kernel = 1, SamePadding = true)] public partial Layer C { get; } " + Output)
        ),
        (
            "DKNN057",
            Layers("[Dense(2, Activation = Activation.ReLU, NegativeSlope = 0.1)] public partial Layer Output { get; }"),
            Layers("[Dense(2, Activation = Activation.ReLU)] public partial Layer Output { get; }")
        ),
        (
            "DKNN060",
            "[LayerBlock] public partial class B { [Flatten] public partial Layer Flat { get; } }",
            "[LayerBlock] public sealed partial class B { [Flatten] public partial Layer Flat { get; } }"
        ),
        ("DKNN071", Net + "[LayerExclusion<Net>(LayerKind.Dense)] public readonly partial struct S;",
            Net + "[LayerSelection<Net>, LayerExclusion<Net>(LayerKind.Dense)] public readonly partial struct S;"),
        ("DKNN072", Net + "[LayerSelection<Net>(LayerKind.Dense)] [LayerExclusion<Net>(LayerKind.Conv2d)] public readonly partial struct S;",
            Net + "[LayerSelection<Net>(LayerKind.Dense)] public readonly partial struct S;"),
        (
            "DKNN073",
            Blocks + "[LayerSelection<X>(Block = \"Block2\")] public readonly partial struct S;",
            Blocks + "[LayerSelection<X>(Block = \"Block1\")] public readonly partial struct S;"
        ),
        (
            "DKNN073",
            Blocks + "[LayerSelection<X>(Block = nameof(Blok1))] public readonly partial struct S; public class Blok1;",
            Blocks + "[LayerSelection<X>(Block = nameof(X.Block1))] public readonly partial struct S; public class Blok1;"
        ),
    ];

    public static readonly (string Id, string Source)[] None =
    [
        ("DKNN015", Layers("[Conv2d(2, Kernel = 8, Activation = Activation.Softmax)] public partial Layer Output { get; }")),
        ("DKNN017", Layers("[Dense(3)] public partial Layer D { get; } [Dropout(0.5)] public partial Layer Output { get; }")),
        ("DKNN030", "public static class Names { public const string Mine = \"Mine\"; }" + Named("Names.Mine")),
        ("DKNN033", Attack("public class A(int n)", "public int N => n;")),
        ("DKNN040", Options("public int[] N { get; set; } = [];")),
        ("DKNN042", Range("0.5, 1.0")),
        ("DKNN054", Layers("[Dense(2)] public partial Layer D { get; } [Add(nameof(D))] public partial Layer Output { get; }")),
    ];

    private static string Blocks =>
        "[LayerBlock] public sealed partial class Plain { [BatchNorm] public partial Layer Norm { get; } }\n"
        + Layers("[Block] public partial Plain Block1 { get; } " + Output) + "\n";

    private static string Class(string declaration, string members = Output) =>
        $"/// <summary>Kept.</summary>\n[Architecture(\"x\", Input = \"1x8x8\", Classes = 2)]\n// Kept too.\npublic {declaration} {{ {members} }}";

    private static string Layers(string layers) => Class("sealed partial class X", layers);

    private static string Named(string name) => Class("sealed partial class X").Replace("\"x\"", name);

    private static string Select(string declaration) => Net + "[LayerSelection<Net>] " + declaration;

    private static string Choose(string layers) => $"{Net}[LayerSelection<Net>({layers})] public readonly partial struct S;";

    private static string Hidden(string declaration) => Select(declaration).Replace("public sealed", "internal sealed");

    private static string Attack(string declaration, string members = "", bool declareOptions = true) => $$"""
        {{(declareOptions ? "public class O;" : "")}}
        [Attack("a")]
        {{declaration}} : IAttack<O>
        {
            {{Method}}
            {{members}}
        }

        """;

    private static string Options(string members) => $"public class O {{ {members} }} " + Attack("public class A", declareOptions: false);

    private static string Range(string limits) =>
        Options($"[System.ComponentModel.DataAnnotations.Range({limits})] public int N {{ get; set; }}");
}
