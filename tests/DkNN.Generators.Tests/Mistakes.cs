namespace DkNN.Generators.Tests;

/// <summary>One or more malformed sources for each diagnostic. What is at fault stands between <c>[|</c> and <c>|]</c>.</summary>
internal static class Mistakes
{
    private const string Valid = "[Dense(2)] public partial Layer Output { get; }";
    private const string Net = """
        [Architecture("net", Input = "1x8x8", Classes = 2)]
        public sealed partial class Net
        {
            [Conv2d(4, Kernel = 3)] public partial Layer Conv1 { get; }
            [Dense(2)] public partial Layer Output { get; }
        }

        """;

    private const string Blocks = """
        [LayerBlock] public sealed partial class Plain { [BatchNorm] public partial Layer String { get; } }

        """;

    private const string Narrowing = """
        [LayerBlock] public sealed partial class Narrow
        {
            [Conv2d(BlockParameter.Filters, Kernel = 2, Stride = BlockParameter.Stride)] public partial Layer Conv { get; }
        }

        """;

    private const string Blocked = Blocks + """
        [Architecture("net", Input = "1x8x8", Classes = 2)]
        public sealed partial class Net
        {
            [Block] public partial Plain Block1 { get; }
            [Dense(2)] public partial Layer Output { get; }
        }

        """;

    public static readonly (string Id, string Source)[] All =
    [
        ("DKNN001", Architecture("class [|X|]", Valid, "")),
        ("DKNN001", Architecture("sealed class [|X|]", "", "[Dense(2)] public Layer [|Output|] => null!;")),
        ("DKNN001", Architecture("static partial class [|X|]", "", "[Dense(2)] public static Layer [|Output|] => null!;")),
        ("DKNN002", Architecture("sealed partial class [|X|]", Valid, "", " : Exception")),
        ("DKNN003", """[Architecture("x", Input = [|"28x28"|], Classes = 2)] public sealed partial class X { """ + Valid + " }"),
        ("DKNN003", """[Architecture("x", Input = [|"1x0x28"|], Classes = 2)] public sealed partial class X { """ + Valid + " }"),
        ("DKNN003", """[Architecture("x", Input = [|"99999x99999x9"|], Classes = 2)] public sealed partial class X { """ + Valid + " }"),
        ("DKNN004", """[Architecture("x", Input = "1x8x8", Classes = [|1|])] public sealed partial class X { """ + Valid + " }"),
        ("DKNN005", Architecture("sealed partial class [|X|]", "", "public Layer NoLayer => null!;")),
        ("DKNN006", Layers("[Dense(2)] public Layer [|Output|] => null!;")),
        ("DKNN006", Layers("[Dense(2)] public partial string [|Output|] { get; }")),
        ("DKNN006", Layers("[Dense(2)] internal partial Layer [|Output|] { get; }")),
        ("DKNN006", Layers("[Dense(2)] public partial Layer [|Output|] { get; set; }")),
        ("DKNN006", Layers("[Dense(2)] public partial Layer? [|Output|] { get; }")),
        ("DKNN006", Layers("[Dense(2)] public static partial Layer [|Output|] { get; }")),
        ("DKNN007", Layers("public partial Layer [|Conv1|] { get; }" + Valid)),
        ("DKNN008", Layers("[Flatten, Dropout(0.5)] public partial Layer [|Conv1|] { get; }" + Valid)),
        (
            "DKNN009",
            Layers("[[|Mine|]] public partial Layer Conv1 { get; }" + Valid) + " public sealed class MineAttribute : LayerAttribute;"
        ),
        ("DKNN010", Layers("[Flatten] public partial Layer [|All|] { get; }" + Valid)),
        ("DKNN010", Layers("[Flatten] public partial Layer [|forward|] { get; }" + Valid)),
        (
            "DKNN011",
            Layers("[Flatten] public partial Layer First { get; }")
            + " public sealed partial class X { [Dense(2)] public partial Layer [|Output|] { get; } }"
        ),
        ("DKNN012", Layers("[Conv2d([|0|], Kernel = 1)] public partial Layer Conv1 { get; }" + Valid)),
        ("DKNN012", Layers("[Conv2d(1, Kernel = [|0|])] public partial Layer Conv1 { get; }" + Valid)),
        ("DKNN012", Layers("[Conv2d(1, Kernel = 1, Stride = [|0|])] public partial Layer Conv1 { get; }" + Valid)),
        ("DKNN012", Layers("[Conv2d(1, Kernel = 1, Padding = [|-1|])] public partial Layer Conv1 { get; }" + Valid)),
        ("DKNN012", Layers("[Conv2d(1, Kernel = 1, Activation = [|(Activation)9|])] public partial Layer Conv1 { get; }" + Valid)),
        ("DKNN012", Layers("[MaxPool2d([|0|])] public partial Layer Pool1 { get; }" + Valid)),
        ("DKNN012", Layers("[AvgPool2d(2, Stride = [|-1|])] public partial Layer Pool1 { get; }" + Valid)),
        ("DKNN012", Layers("[BatchNorm(Epsilon = [|0|])] public partial Layer Norm1 { get; }" + Valid)),
        ("DKNN012", Layers("[BatchNorm(Momentum = [|1.5|])] public partial Layer Norm1 { get; }" + Valid)),
        ("DKNN012", Layers("[BatchNorm(Momentum = [|double.NaN|])] public partial Layer Norm1 { get; }" + Valid)),
        ("DKNN012", Layers("[Dropout([|1|])] public partial Layer Drop1 { get; }" + Valid)),
        ("DKNN012", Layers("[Dropout([|-0.1|])] public partial Layer Drop1 { get; }" + Valid)),
        ("DKNN012", Layers("[Dense([|-2|])] public partial Layer Output { get; }")),
        ("DKNN012", Layers("[Activate([|Activation.None|])] public partial Layer Relu1 { get; }" + Valid)),
        ("DKNN013", Layers("[Conv2d(4, Kernel = [|13|], Padding = 2)] public partial Layer Conv1 { get; }" + Valid)),
        ("DKNN013", Layers("[MaxPool2d([|9|])] public partial Layer Pool1 { get; }" + Valid)),
        (
            "DKNN014",
            Layers("[Flatten] public partial Layer Flat { get; } [[|Conv2d(4, Kernel = 1)|]] public partial Layer Conv1 { get; }" + Valid)
        ),
        (
            "DKNN014",
            Layers("[Dense(9)] public partial Layer Dense1 { get; } [[|AvgPool2d(1)|]] public partial Layer Pool1 { get; }" + Valid)
        ),
        ("DKNN015", Layers("[Conv2d(4, Kernel = 1, Activation = [|Activation.Softmax|])] public partial Layer Conv1 { get; }" + Valid)),
        ("DKNN015", Layers("[Activate([|Activation.Softmax|])] public partial Layer Soft { get; }" + Valid)),
        ("DKNN016", Layers("[[|Conv2d(2147483647, Kernel = 1)|]] public partial Layer Conv1 { get; }" + Valid)),
        (
            "DKNN016",
            Layers("[[|Conv2d(1, Kernel = 1, Padding = 1000000000)|]] public partial Layer Conv1 { get; }" + Valid)
        ),
        (
            "DKNN016",
            Layers("[Dense(100000)] public partial Layer Dense1 { get; } [[|Dense(100000)|]] public partial Layer Dense2 { get; }" + Valid)
        ),
        ("DKNN017", Layers("[Dense(3)] public partial Layer [|Output|] { get; }")),
        ("DKNN010", Layers("[Flatten] public partial Layer Flat { get; } [Dense(2)] public partial Layer [|ApplyFlat|] { get; }")),
        ("DKNN010", Blocks + Layers("[Conv2d(1, Kernel = 1)] public partial Layer C { get; } [[|Block|]] public partial Plain To { get; }" + Valid)),
        (
            "DKNN018",
            Blocks + Layers("[Block] public partial Plain A { get; } [Flatten] public partial Layer [|AString|] { get; }" + Valid)
        ),
        ("DKNN018", Blocks + Layers("[Flatten] public partial Layer AString { get; } [[|Block|]] public partial Plain A { get; }" + Valid)),
        ("DKNN019", Layers("[Conv2d(1, Kernel = 1)] public partial Layer [|Lost|] { get; } [Dense(2, From = Layer.Input)] public partial Layer Output { get; }")),
        ("DKNN020", Net + "[LayerSelection<Net>] public partial struct [|S|];"),
        ("DKNN020", Net + "[LayerSelection<Net>] public readonly struct [|S|];"),
        ("DKNN020", Net + "[LayerSelection<Net>] public readonly ref partial struct [|S|];"),
        ("DKNN021", "[LayerSelection<[|string|]>] public readonly partial struct S;"),
        ("DKNN022", Net + """[LayerSelection<Net>("Conv1", [|"Conv2"|])] public readonly partial struct S;"""),
        ("DKNN022", Net + """[LayerSelection<Net>([|nameof(String.Length)|])] public readonly partial struct S;"""),
        ("DKNN022", Net + """[LayerSelection<Net>(new[] { "Conv1", [|"conv1"|] })] public readonly partial struct S;"""),
        ("DKNN023", Net + "[LayerSelection<Net>(LayerKind.Dense, [|LayerKind.BatchNorm|])] public readonly partial struct S;"),
        ("DKNN024", Net + """[LayerSelection<Net>("Conv1", "Output", [|"Conv1"|])] public readonly partial struct S;"""),
        ("DKNN024", Net + "[LayerSelection<Net>(LayerKind.Dense, [|LayerKind.Dense|])] public readonly partial struct S;"),
        ("DKNN025", Net + "[[|LayerSelection<Net>(new string[0])|]] public readonly partial struct S;"),
        (
            "DKNN026",
            Net + "[LayerSelection<Net>] public readonly partial struct Two;"
            + " namespace Other { [LayerSelection<Net>] public readonly partial struct [|Two|]; }"
        ),
        ("DKNN026", Net + "[LayerSelection<Net>] public readonly partial struct [|All|];"),
        ("DKNN027", Net + """[LayerSelection<Net>("Conv1")] public readonly partial struct [|Conv1|];"""),
        ("DKNN028", Net.Replace("public sealed", "internal sealed") + "[LayerSelection<Net>] public readonly partial struct [|S|];"),
        ("DKNN029", Net + "[LayerSelection<Net>(LayerKind.Conv2d, MaxNeurons = [|3|])] public readonly partial struct S;"),
        ("DKNN029", Blocked + "[LayerSelection<Net>(LayerKind.Dense, Block = [|\"Block1\"|])] public readonly partial struct S;"),
        ("DKNN030", Architecture("sealed partial class X", Valid, "").Replace("\"x\"", "[|\"MyNet\"|]")),
        ("DKNN030", Attack("public class A", "O").Replace("\"a\"", "[|\"a--b\"|]")),
        ("DKNN030", Attack("public class A", "O").Replace("\"a\"", "[|\"\"|]")),
        ("DKNN031", Attack("public class A", "O") + Attack("public class B", "O", declareOptions: false).Replace("\"a\"", "[|\"a\"|]")),
        ("DKNN032", Attack("public abstract class [|A|]", "O")),
        ("DKNN033", Attack("public class [|A|](int n)", "O")),
        ("DKNN033", Attack("public class [|A|]", "O", "private A() { }")),
        ("DKNN034", """[Attack("a")] public class [|A|];"""),
        ("DKNN034", """[NeighborIndex("a")] public class [|A|];"""),
        ("DKNN034", """[Score("a")] public class [|A|];"""),
        ("DKNN030", """[Score([|"Not-Lower"|])] """ + Score("public class A")),
        ("DKNN031", """[Score("twin")] """ + Score("public class A") + """[Score([|"twin"|])] """ + Score("public class B", declareOptions: false)),
        (
            "DKNN035",
            Attack(
                "public class [|A|]", "O",
                "public torch.Tensor Perturb(IClassifier m, AttackBatch b, O o, CancellationToken t) => b.Images;")
                .Replace(": IAttack<O>", ": IAttack<O>, IBlackBoxAttack<O>")
        ),
        ("DKNN037", "[LayerBlock] public sealed partial class [|B|]<T> { [Flatten] public partial Layer Flat { get; } }"),
        ("DKNN037", Attack("public class [|A|]<T>", "O")),
        ("DKNN037", "public class O; public class Outer<T> { " + Attack("public class [|A|]", "O", declareOptions: false) + " }"),
        ("DKNN038", "public class Outer { public class O; " + Attack("private class [|A|]", "O", declareOptions: false) + " }"),
        ("DKNN038", "public class O; " + Attack("file class [|A|]", "O", declareOptions: false)),
        ("DKNN039", "public class [|Outer|] { " + Architecture("sealed partial class X", Valid, "") + " }"),
        ("DKNN039", Net + "public class [|Outer|] { [LayerSelection<Net>] public readonly partial struct S; }"),
        ("DKNN040", Options("public [|int[]|] N { get; set; } = [];")),
        ("DKNN040", Options("public [|int?|] N { get; set; }")),
        ("DKNN040", Options("public [|string?|] N { get; set; }")),
        ("DKNN041", Options("public int N { get; set; } public int [|n|] { get; set; }")),
        ("DKNN042", Options("[[|System.ComponentModel.DataAnnotations.Range(2, 1)|]] public int N { get; set; }")),
        ("DKNN042", Options("[[|System.ComponentModel.DataAnnotations.Range(1, 2)|]] public bool N { get; set; }")),
        ("DKNN042", Options("""[[|System.ComponentModel.DataAnnotations.Range(typeof(int), "1", "2")|]] public int N { get; set; }""")),
        (
            "DKNN042",
            Options("[[|System.ComponentModel.DataAnnotations.Range(0.0, 1.0, MinimumIsExclusive = true)|]] public double N { get; set; }")
        ),
        ("DKNN042", Options("[[|System.ComponentModel.DataAnnotations.Range(0.5, 1.0)|]] public int N { get; set; }")),
        (
            "DKNN043",
            "public class Outer { private protected class [|O|]; "
            + Attack("public class A", "O", declareOptions: false).Replace("public torch", "private protected torch") + " }"
        ),
        ("DKNN045", "public sealed partial class [|X|] { " + Valid + " }"),
        ("DKNN045", "public sealed partial record [|X|] { " + Valid + " }"),
        ("DKNN045", "public partial class Outer<T> { private partial class [|X|] { " + Valid + " } }"),
        ("DKNN045", "public class [|X|] { [Dense(2)] public Layer Output => null!; }"),
        ("DKNN044", "public partial class Outer<T> { " + Architecture("sealed partial class [|X|]", Valid, "") + " }"),
        ("DKNN044", Net + "public partial class Outer<T> { [LayerSelection<Net>] public readonly partial struct [|S|]; }"),
        ("DKNN050", Layers("""[Flatten] public partial Layer Flat { get; } [Dense(2, From = [|"Flot"|])] public partial Layer Output { get; }""")),
        ("DKNN050", Layers("""[Flatten] public partial Layer Flat { get; } [Add([|"E"|])] public partial Layer Output { get; }""")),
        ("DKNN051", Layers("[Dense(2, From = [|nameof(Output)|])] public partial Layer D { get; }" + Valid)),
        ("DKNN051", Layers("[Dense(2, From = [|nameof(Output)|])] public partial Layer Output { get; }")),
        ("DKNN052", Layers("[Dense(3)] public partial Layer D { get; } [Dense(2)] public partial Layer E { get; } [[|Add(nameof(D))|]] public partial Layer Output { get; }")),
        ("DKNN052", Layers("[Conv2d(1, Kernel = 3)] public partial Layer C { get; } [[|Concatenate(Layer.Input)|]] public partial Layer J { get; }" + Valid)),
        ("DKNN052", Layers("[Flatten] public partial Layer F { get; } [[|Concatenate(Layer.Input)|]] public partial Layer J { get; }" + Valid)),
        ("DKNN053", Layers("[Dense(2)] public partial Layer D { get; } [[|Add|]] public partial Layer Output { get; }")),
        ("DKNN054", Layers("[Dense(2)] public partial Layer D { get; } [Add([|nameof(D)|])] public partial Layer Output { get; }")),
        ("DKNN054", Layers("[Dense(2)] public partial Layer D { get; } [Dense(2)] public partial Layer E { get; } [Add(nameof(D), [|nameof(D)|])] public partial Layer Output { get; }")),
        ("DKNN055", Layers("[Conv2d(4, Kernel = 1)] public partial Layer C { get; } [Conv2d(6, Kernel = 1, Groups = [|4|])] public partial Layer D { get; }" + Valid)),
        ("DKNN056", Layers("[Conv2d(4, Kernel = 1, SamePadding = true, Padding = [|0|])] public partial Layer C { get; }" + Valid)),
        ("DKNN057", Layers("[Dense(2, Activation = Activation.ReLU, NegativeSlope = [|0.1|])] public partial Layer Output { get; }")),
        ("DKNN012", Layers("[Dense(2, Activation = Activation.LeakyReLU, NegativeSlope = [|double.NaN|])] public partial Layer Output { get; }")),
        ("DKNN012", Layers("[MaxPool2d(3, Padding = [|2|])] public partial Layer P { get; }" + Valid)),
        ("DKNN012", Layers("[DepthwiseConv2d(Kernel = 1, Multiplier = [|0|])] public partial Layer P { get; }" + Valid)),
        ("DKNN012", Layers("[Conv2d(1, Kernel = 1, Dilation = [|0|])] public partial Layer P { get; }" + Valid)),
        ("DKNN012", Layers("[LayerNorm(Epsilon = [|-1|])] public partial Layer P { get; }" + Valid)),
        ("DKNN013", Layers("[Conv2d(1, Kernel = [|5|], Dilation = 2)] public partial Layer P { get; }" + Valid)),
        ("DKNN013", Narrowing + Layers("[Block(Filters = 1, Stride = 9)] public partial Narrow A { get; } [[|Block(Filters = 1)|]] public partial Narrow B { get; }" + Valid)),
        ("DKNN014", Layers("[Flatten] public partial Layer F { get; } [[|GlobalAvgPool2d|]] public partial Layer P { get; }" + Valid)),
        (
            "DKNN058",
            Doubling(12) + "[LayerBlock] public sealed partial class B { [Block] public partial B12 One { get; } [Block] public partial B1 [|Two|] { get; } }"
        ),
        ("DKNN058", Doubling(12) + Layers("[Block] public partial B12 One { get; } [[|Block|]] public partial B1 Two { get; }" + Valid)),
        ("DKNN059", Layers("[[|Normalize(Mean = [0.5])|]] public partial Layer N { get; }" + Valid)),
        ("DKNN059", Layers("[Normalize(Mean = [|new double[0]|], Deviation = [|[1, 2, 3]|])] public partial Layer N { get; }" + Valid)),
        ("DKNN059", Layers("[Dense(3)] public partial Layer D { get; } [Normalize(Mean = [1], Deviation = [|[1, 2]|])] public partial Layer N { get; }" + Valid)),
        ("DKNN012", Layers("[Normalize(Mean = [0], Deviation = [[|0|]])] public partial Layer N { get; }" + Valid)),
        ("DKNN012", Layers("[Normalize(Mean = new[] { [|double.NaN|] }, Deviation = [[|1e-50|]])] public partial Layer N { get; }" + Valid)),
        ("DKNN012", Layers("[Normalize(Mean = [1, [|1e300|]], Deviation = [1])] public partial Layer N { get; }" + Valid)),
        ("DKNN060", "[LayerBlock] public partial class [|B|] { [Flatten] public partial Layer Flat { get; } }"),
        ("DKNN060", "[LayerBlock] public sealed class [|B|] { [Flatten] public Layer [|Flat|] => null!; }"),
        ("DKNN061", Layers("[Block] public partial string [|B|] { get; }" + Valid)),
        ("DKNN062", "[LayerBlock] public sealed partial class B { [Block] public partial B [|Inner|] { get; } }"),
        ("DKNN062", "[LayerBlock] public sealed partial class B { [Block] public partial C [|Inner|] { get; } } [LayerBlock] public sealed partial class C { [Block] public partial B [|Back|] { get; } }"),
        ("DKNN063", Narrowing + Layers("[[|Block|]] public partial Narrow A { get; }" + Valid)),
        ("DKNN064", Layers("[Dense([|BlockParameter.Filters|])] public partial Layer Output { get; }")),
        ("DKNN070", Net + Net.Replace("\"net\"", "\"other\"").Replace("Net", "Other") + "[LayerSelection<Net>] [LayerSelection<[|Other|]>] public readonly partial struct S;"),
        ("DKNN070", Net + Net.Replace("\"net\"", "\"other\"").Replace("Net", "Other") + "[LayerSelection<Net>] [LayerExclusion<[|Other|]>(LayerKind.Dense)] public readonly partial struct S;"),
        ("DKNN071", Net + "[[|LayerExclusion<Net>(LayerKind.Dense)|]] public readonly partial struct S;"),
        ("DKNN072", Net + "[LayerSelection<Net>(LayerKind.Dense)] [[|LayerExclusion<Net>(LayerKind.Conv2d)|]] public readonly partial struct S;"),
        ("DKNN025", Net + "[[|LayerSelection<Net>|]] [LayerExclusion<Net>] public readonly partial struct S;"),
        ("DKNN022", Net + "[LayerSelection<Net>] [LayerExclusion<Net>([|\"Conv9\"|])] public readonly partial struct S;"),
        ("DKNN073", Blocked + "[LayerSelection<Net>(Block = [|\"Block2\"|])] public readonly partial struct S;"),
        ("DKNN073", Net + "[LayerSelection<Net>(Block = [|\"Block2\"|])] public readonly partial struct S;"),
        ("DKNN074", Net + "[LayerSelection<Net>(MaxNeurons = [|-1|])] public readonly partial struct S;"),
        ("DKNN074", Net + "[LayerSelection<Net>(Last = [|3|])] public readonly partial struct S;"),
    ];

    /// <summary>Blocks of twice as many layers each, B1 of two and B12 of 4096.</summary>
    private static string Doubling(int depth) => string.Concat(Enumerable.Range(0, depth + 1).Select(level => level == 0
        ? "[LayerBlock] public sealed partial class B0 { [BatchNorm] public partial Layer L { get; } } "
        : $"[LayerBlock] public sealed partial class B{level} {{ [Block] public partial B{level - 1} A {{ get; }} [Block] public partial B{level - 1} B {{ get; }} }} "));

    private static string Architecture(string declaration, string layers, string members, string bases = "") =>
        $$"""[Architecture("x", Input = "1x8x8", Classes = 2)] public {{declaration}}{{bases}} { {{layers}} {{members}} }""";

    private static string Layers(string layers) => Architecture("sealed partial class X", layers, "");

    private static string Score(string head, bool declareOptions = true) =>
        head + " : IScore<O> { public ScoreNeeds Needs(O o) => default; public IScorer Open(ScoreState s, O o) => null!; } "
        + (declareOptions ? "public class O; " : "");

    private static string Attack(string declaration, string options, string members = "", bool declareOptions = true) => $$"""
        {{(declareOptions ? $"public class {options};" : "")}}
        [Attack("a")] {{declaration}} : IAttack<{{options}}>
        {
            public torch.Tensor Perturb(IDifferentiableClassifier m, AttackBatch b, {{options}} o, CancellationToken t) => b.Images;
            {{members}}
        }
        """;

    private static string Options(string members) =>
        $"public class O {{ {members} }} " + Attack("public class A", "O", declareOptions: false);
}
