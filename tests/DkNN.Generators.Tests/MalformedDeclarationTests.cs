using System.Globalization;
using Microsoft.CodeAnalysis;

namespace DkNN.Generators.Tests;

/// <summary>Breaks architectures drawn at random, one mistake each, and expects to be told of that mistake.</summary>
public sealed class MalformedDeclarationTests
{
    private static readonly (string Id, Func<RandomArchitecture, Random, string> Break)[] Breakages =
    [
        ("DKNN001", (net, _) => net.Source.Replace("sealed partial", "partial", StringComparison.Ordinal).Replace("public partial class Around", "public sealed partial class Around", StringComparison.Ordinal)),
        ("DKNN002", (net, _) => net.Source.Replace($"class {net.Name}\n", $"class {net.Name} : System.Exception\n", StringComparison.Ordinal)),
        ("DKNN003", (net, random) => net.Source.Replace($"\"{net.Input}\"", Pick(random, "\"\"", "\"1x2\"", "\"0x8x8\"", "\"axbxc\"", "\"-1x8x8\"", "\"9999999x99x99\""), StringComparison.Ordinal)),
        ("DKNN004", (net, random) => net.Source.Replace($"Classes = {net.Classes}", $"Classes = {-random.Next(3)}", StringComparison.Ordinal)),
        ("DKNN006", (net, random) => WithOutput(net, Output(net).Replace("public partial Layer", Pick(random, "internal partial Layer", "public virtual partial Layer", "public partial string", "public Layer", "public static partial Layer"), StringComparison.Ordinal))),
        ("DKNN007", (net, _) => WithOutput(net, "public partial Layer Output { get; }")),
        ("DKNN008", (net, random) => WithOutput(net, $"[{Pick(random, "Flatten", "BatchNorm", "Dropout(0.5)")}] " + Output(net))),
        ("DKNN010", (net, random) => WithOutput(net, Output(net).Replace("Layer Output", $"Layer {Pick(random, "All", "Info", "forward", "train", "Neurons", "Layers")}", StringComparison.Ordinal))),
        ("DKNN012", (net, random) => WithOutput(net, Output(net).Replace($"Dense({net.Classes}", $"Dense({-random.Next(9)}", StringComparison.Ordinal))),
        ("DKNN012", (net, random) => Before(net, $"[{Pick(random, "Dropout(1.5)", "Dropout(double.NaN)", "BatchNorm(Momentum = 2)", "LayerNorm(Epsilon = 0)", "Activate((Activation)99)", "Activate(Activation.None)")}] public partial Layer Bad {{ get; }}")),
        ("DKNN013", (net, random) => Before(net, $"[Conv2d(1, Kernel = {50 + random.Next(50)}, From = Layer.Input)] public partial Layer Bad {{ get; }}")),
        ("DKNN013", (net, random) => Before(net, $"[Conv2d(1, Kernel = 3, Dilation = {20 + random.Next(50)}, From = Layer.Input)] public partial Layer Bad {{ get; }}")),
        ("DKNN014", (net, random) => Before(net, $"[Flatten] public partial Layer Row {{ get; }} [{Pick(random, "MaxPool2d(1)", "GlobalAvgPool2d", "DepthwiseConv2d(Kernel = 1)", "Conv2d(1, Kernel = 1)")}] public partial Layer Bad {{ get; }}")),
        ("DKNN015", (net, random) => Before(net, $"[Conv2d({1 + random.Next(4)}, Kernel = 1, From = Layer.Input, Activation = Activation.Softmax)] public partial Layer Bad {{ get; }}")),
        ("DKNN016", (net, random) => Before(net, $"[Conv2d({int.MaxValue - random.Next(99)}, Kernel = 3, Padding = 1, From = Layer.Input)] public partial Layer Bad {{ get; }}")),
        ("DKNN017", (net, random) => WithOutput(net, Output(net).Replace($"Dense({net.Classes}", $"Dense({net.Classes + 1 + random.Next(9)}", StringComparison.Ordinal))),
        ("DKNN018", (net, _) => Before(net, "[Block(From = Layer.Input)] public partial One A { get; } [BatchNorm] public partial Layer AB { get; }")
            + "[LayerBlock] public sealed partial class One { [BatchNorm] public partial Layer B { get; } }"),
        ("DKNN019", (net, random) => Before(net, $"[Dense({1 + random.Next(9)})] public partial Layer Lost {{ get; }} [Flatten(From = Layer.Input)] public partial Layer Row {{ get; }}")),
        ("DKNN050", (net, random) => WithOutput(net, Output(net).Replace("Activation =", $"From = \"{Pick(random, "Nope", "output", "L99", "", " ", "x y")}Z\", Activation =", StringComparison.Ordinal))),
        ("DKNN051", (net, _) => WithOutput(net, Output(net).Replace("Activation =", "From = nameof(Output), Activation =", StringComparison.Ordinal))),
        ("DKNN052", (net, random) => Before(net, $"[Dense({2 + random.Next(9)})] public partial Layer A {{ get; }} [Dense(1)] public partial Layer B {{ get; }} [Add(nameof(A))] public partial Layer Sum {{ get; }}")),
        ("DKNN053", (net, random) => Before(net, $"[{Pick(random, "Add", "Concatenate")}] public partial Layer Bad {{ get; }}")),
        ("DKNN054", (net, random) => Before(net, $"[Dense(2)] public partial Layer A {{ get; }} [{Pick(random, "Add", "Concatenate")}(nameof(A))] public partial Layer Bad {{ get; }}")),
        ("DKNN055", (net, random) => Before(net, $"[Conv2d(7, Kernel = 1, Groups = {8 + random.Next(9)}, From = Layer.Input)] public partial Layer Bad {{ get; }}")),
        ("DKNN056", (net, random) => Before(net, $"[Conv2d(7, Kernel = 1, SamePadding = true, Padding = {random.Next(9)}, From = Layer.Input)] public partial Layer Bad {{ get; }}")),
        ("DKNN057", (net, random) => WithOutput(net, Output(net).Replace("Softmax)", $"Softmax, NegativeSlope = 0.{random.Next(9)})", StringComparison.Ordinal))),
        ("DKNN059", (net, random) => Before(net, $"[Dense({2 + random.Next(9)})] public partial Layer Row {{ get; }} [Normalize({Pick(random, "Mean = [1]", "Deviation = [1]", "Mean = [1], Deviation = []", "Mean = null!, Deviation = [1]")})] public partial Layer Bad {{ get; }}")),
        ("DKNN061", (net, random) => Before(net, $"[Block] public partial {Pick(random, "string", "int[]", "Layer", "System.Exception")} Bad {{ get; }}")),
        ("DKNN062", (net, random) => net.Source + $"[LayerBlock] public sealed partial class Ring {{ [Block(Stride = {1 + random.Next(9)})] public partial Ring Inner {{ get; }} }}"),
        ("DKNN064", (net, random) => WithOutput(net, Output(net).Replace($"Dense({net.Classes}", $"Dense(BlockParameter.{Pick(random, "Filters", "Stride")}", StringComparison.Ordinal))),
        ("DKNN020", (net, random) => Select(net, $"[LayerSelection<{net.Name}>]", Pick(random, "partial struct", "readonly struct", "readonly partial record struct"))),
        ("DKNN021", (net, random) => Select(net, $"[LayerSelection<{Pick(random, "string", "System.Exception", "object")}>]")),
        ("DKNN022", (net, random) => Select(net, $"[LayerSelection<{net.Name}>({Pick(random, "\"Outpt\"", "\"\"", "\"L99\"", "nameof(System.Console.WriteLine)")})]")),
        ("DKNN023", (net, random) => Select(net, $"[LayerSelection<{net.Name}>((LayerKind){90 + random.Next(9)})]")),
        ("DKNN024", (net, _) => Select(net, $"[LayerSelection<{net.Name}>(\"Output\", \"Output\")]")),
        ("DKNN025", (net, random) => Select(net, $"[LayerSelection<{net.Name}>({Pick(random, "new string[0]", "new LayerKind[0]", "(string[])null!")})]")),
        ("DKNN027", (net, _) => net.Source + $"[LayerSelection<{net.Name}>] public readonly partial struct Output;"),
        ("DKNN071", (net, _) => Select(net, $"[LayerExclusion<{net.Name}>(\"Output\")]")),
        ("DKNN072", (net, _) => Select(net, $"[LayerSelection<{net.Name}>(Last = 1)] [LayerExclusion<{net.Name}>(nameof({net.Name}.{net.Layers.First(layer => layer.Declared && !layer.IsBlock).Name}), MaxNeurons = {int.MaxValue})]")),
        ("DKNN073", (net, random) => Select(net, $"[LayerSelection<{net.Name}>(Block = \"Bluck{random.Next(9)}\")]")),
        ("DKNN074", (net, random) => Select(net, $"[LayerSelection<{net.Name}>({Pick(random, "MaxNeurons", "Last")} = {-1 - random.Next(9)})]")),
        ("DKNN030", (net, random) => net.Source.Replace("\"net\"", Pick(random, "\"Net\"", "\"\"", "\"a--b\"", "\"a b\"", "null!", "\"ü\""), StringComparison.Ordinal)),
        ("DKNN037", (net, _) => net.Source + "public class O; [NeighborIndex(\"i\")] public class I<T> : INeighborIndexFactory<O> { public INeighborIndex Build(RowMatrix r, O o, IndexBuildContext c) => null!; public INeighborIndex Load(string p, RowMatrix r, O o) => null!; }"),
    ];

    [Fact]
    public void Every_mistake_is_told_and_none_makes_the_generator_throw()
    {
        // Generate asserts that the generator neither throws nor is left out (CS8785).
        int count = FullTests.Times(all: 10, some: 3) * Breakages.Length;
        string[] sources = new string[count], expected = new string[count];
        for (int number = 0; number < count; number++)
        {
            var (id, breakIt) = Breakages[number % Breakages.Length];
            var net = new RandomArchitecture(number);
            (sources[number], expected[number]) = (breakIt(net, new Random(number)), id);
            Assert.NotEqual(net.Source, sources[number]);
        }
        var found = Workbench.Analyze(Workbench.Compile(sources)).ToLookup(diagnostic => diagnostic.Location.SourceTree?.FilePath);
        Assert.DoesNotContain(found.SelectMany(group => group), diagnostic => diagnostic.Id == "AD0001");
        for (int number = 0; number < count; number++)
        {
            string file = string.Create(CultureInfo.InvariantCulture, $"Source{number}.cs");
            string[] ids = [.. found[file].Select(diagnostic => diagnostic.Id)];
            Assert.True(ids.Contains(expected[number]), $"{expected[number]} is missing among [{string.Join(", ", ids)}] of\n{sources[number]}");
        }
    }

    private static string Output(RandomArchitecture net) =>
        $"[Dense({net.Classes}, Activation = Activation.Softmax)] public partial Layer Output {{ get; }}";

    private static string WithOutput(RandomArchitecture net, string output) =>
        net.Source.Replace(Output(net), output, StringComparison.Ordinal);

    private static string Before(RandomArchitecture net, string layers) => WithOutput(net, $"{layers} {Output(net)}");

    private static string Select(RandomArchitecture net, string attributes, string declaration = "readonly partial struct") =>
        $"{net.Source}{attributes} public {declaration} Chosen;";

    private static string Pick(Random random, params string[] items) => items[random.Next(items.Length)];
}
