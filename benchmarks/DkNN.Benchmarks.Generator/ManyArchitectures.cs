using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DkNN.Benchmarks.Generator;

/// <summary>A project of many architectures, one a file, alone or each with a selection.</summary>
/// <param name="count">Number of architectures.</param>
/// <param name="withSelections">Whether each has a selection.</param>
internal sealed class ManyArchitectures(int count, bool withSelections)
{
    public static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp14);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public CSharpCompilation Compile() => CSharpCompilation.Create(
        "Many",
        Enumerable.Range(0, count).Select(number => Parse(number, filters: 16)).Append(Unrelated(0)),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static SyntaxTree Unrelated(int edit) =>
        CSharpSyntaxTree.ParseText($"namespace Many; internal static class Unrelated {{ public const int Edit = {edit}; }}", Parsing, "Unrelated.cs");

    public SyntaxTree Parse(int number, int filters) => CSharpSyntaxTree.ParseText(
        $$"""
        using DkNN;

        namespace Many;

        /// <summary>Number {{number}}.</summary>
        [Architecture("net-{{number}}", Input = "3x32x32", Classes = 10)]
        public sealed partial class Net{{number}}
        {
            [Conv2d({{filters}}, Kernel = 3, Padding = 1, Activation = Activation.ReLU)] public partial Layer Conv1 { get; }
            [BatchNorm] public partial Layer Norm1 { get; }
            [MaxPool2d(2)] public partial Layer Pool1 { get; }
            [Conv2d(32, Kernel = 3, Activation = Activation.ReLU)] public partial Layer Conv2 { get; }
            [BatchNorm] public partial Layer Norm2 { get; }
            [MaxPool2d(2)] public partial Layer Pool2 { get; }
            [Dense(128, Activation = Activation.ReLU)] public partial Layer Dense1 { get; }
            [Dense(10, Activation = Activation.Softmax)] public partial Layer Output { get; }
        }

        {{(withSelections ? Selection(number) : "")}}
        """,
        Parsing,
        $"Net{number}.cs");

    private static string Selection(int number) =>
        $"[LayerSelection<Net{number}>(LayerKind.BatchNorm)] public readonly partial struct Norms{number};";
}
