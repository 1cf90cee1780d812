using Microsoft.CodeAnalysis;

namespace DkNN.Generators.Tests;

/// <summary>
/// What the generator remembers of unchanged files is what it would read anew: after every edit a driver that has seen all versions
/// generates the same as one that sees only the last.
/// </summary>
public sealed class MemoryTests
{
    private static readonly (string File, string[] Versions)[] Project =
    [
        ("Net", [Net("[Conv2d(Sizes.Filters, Kernel = 1)]"), Net("[Conv2d(Sizes.Filters, Kernel = 2)]"), Net("[Conv2d(3, Kernel = Sizes.Filters)]")]),
        ("Chosen", [
            "namespace Space; [LayerSelection<Net>(LayerKind.Conv2d)] public readonly partial struct Chosen;",
            "namespace Space; [LayerSelection<Net>(nameof(Net.Output))] public readonly partial struct Chosen;",
            "namespace Space; public readonly partial struct Chosen;",
        ]),
        ("Sizes", [
            "namespace Space; public class Sizes : Base { public const string Input = \"1x4x4\"; }",
            "namespace Space; public class Sizes : Base { public const string Input = \"1x5x5\"; }",
            "namespace Space; public class Sizes { public const string Input = \"1x5x5\"; public const int Filters = 7; }",
        ]),
        ("Base", [
            "namespace Space; public class Base { public const int Filters = 2; }",
            "namespace Space; public class Base { public const int Filters = Deeper.Number; }",
            "",
        ]),
        ("Deeper", [
            "public class Deeper { public const int Number = 3; }",
            "public class Deeper { public const int Number = 4; }",
        ]),
        ("Twice", [
            """
            namespace Space;
            [LayerBlock] public sealed partial class Twice
            {
                [BatchNorm] public partial Layer One { get; }
                [Add(Layer.Input)] public partial Layer Sum { get; }
            }
            """,
            """
            namespace Space;
            [LayerBlock] public sealed partial class Twice { [LayerNorm] public partial Layer Other { get; } }
            """,
        ]),
        ("Part", [
            "",
            "namespace Space; public sealed partial class Net { [Flatten] public partial Layer Late { get; } }",
            "namespace Space; public sealed partial class Net { public void Method() { } }",
        ]),
        ("Shadow", [
            "",
            "namespace Space; public sealed class Conv2dAttribute(int filters) : System.Attribute { public int Kernel { get; init; } }",
            "namespace Space.Layer; public class Any;",
            "namespace Space; public enum LayerKind { Conv2d }",
        ]),
        ("Usings", ["global using DkNN;", "global using DkNN; global using Dense = DkNN.FlattenAttribute;", "// none"]),
    ];

    [Fact]
    public void What_is_remembered_is_what_would_be_read_anew()
    {
        var random = new Random(11);
        var trees = Project.Select((file, _) => Parse(file.File, file.Versions[0])).ToArray();
        var compilation = Workbench.Compile().AddSyntaxTrees(trees);
        var driver = Workbench.Driver();
        var different = new HashSet<string>();
        for (int edit = 0; edit < 250; edit++)
        {
            driver = driver.RunGenerators(compilation);
            string remembered = Text(driver);
            string anew = Text(Workbench.Driver().RunGenerators(compilation));
            Assert.True(anew == remembered, $"After edit {edit}, of the files\n{string.Join("\n---\n", compilation.SyntaxTrees)}\nnew is\n{anew}\nbut remembered\n{remembered}");
            different.Add(remembered);

            int file = random.Next(Project.Length);
            // The first versions are the ones that go together: most of the time they are back in place.
            string[] versions = Project[file].Versions;
            var tree = Parse(Project[file].File, versions[random.Next(4) == 0 ? random.Next(versions.Length) : 0]);
            compilation = compilation.ReplaceSyntaxTree(trees[file], tree);
            trees[file] = tree;
        }
        Assert.True(different.Count > 10, $"Only {different.Count} different outputs: the edits do not reach far.");
    }

    [Fact]
    public void An_unchanged_file_is_not_read_again()
    {
        var compilation = Workbench.Compile(Samples.All);
        var driver = Workbench.Driver().RunGenerators(compilation);
        object[] before = Models(driver);
        driver = driver.RunGenerators(compilation.AddSyntaxTrees(Parse("Unrelated", "public class Unrelated { public int Number; }")));
        // The very objects: equal ones would have been read again and compared.
        Assert.Equal(before, Models(driver), ReferenceEqualityComparer.Instance);
        Assert.NotEmpty(before);
    }

    private static string Net(string convolution) => $$"""
        namespace Space;
        [Architecture("net", Input = Sizes.Input, Classes = 2)]
        public sealed partial class Net
        {
            {{convolution}} public partial Layer Conv1 { get; }
            [Block] public partial Twice Twice1 { get; }
            [Dense(2)] public partial Layer Output { get; }
        }
        """;

    private static object[] Models(GeneratorDriver driver) =>
    [
        .. driver.GetRunResult().Results.Single().TrackedSteps[TrackingNames.Architectures]
            .SelectMany(step => step.Outputs)
            .Select(output => output.Value),
    ];

    private static SyntaxTree Parse(string file, string source) => Workbench.Parse(source, $"{file}.cs");

    private static string Text(GeneratorDriver driver)
    {
        var result = driver.GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        return string.Join('\n', result.GeneratedSources.Select(source => $"{source.HintName}\n{source.SourceText}"));
    }
}
