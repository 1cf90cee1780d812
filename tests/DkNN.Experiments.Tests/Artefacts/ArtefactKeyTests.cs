using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using DkNN.Vectors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DkNN.Experiments.Tests.Artefacts;

public sealed class ArtefactKeyTests
{
    private static readonly ArtefactKey Key = ArtefactKey.Of("thing").With("size", 3).With("share", 0.1);

    [Fact]
    public void Keys_that_differ_anywhere_have_other_hashes_and_order_does_not_matter()
    {
        string[] hashes =
        [
            Key.Hash, ArtefactKey.Of("other").With("size", 3).With("share", 0.1).Hash, Key.With("more", "x").Hash,
            ArtefactKey.Of("thing").With("size", 3).With("share", 0.2).Hash, Key.WithCode(typeof(ArtefactKey).Assembly).Hash,
        ];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
        Assert.Equal(Key.Hash, ArtefactKey.Of("thing").With("share", 0.1).With("size", 3).Hash);
        Assert.Equal(
            Key.WithCode(typeof(ArtefactKey).Assembly, typeof(RowMatrix).Assembly).Hash,
            Key.WithCode(typeof(RowMatrix).Assembly, typeof(ArtefactKey).Assembly).Hash);
    }

    [Fact]
    public void Names_for_people_are_no_part_of_the_key_and_are_inherited()
    {
        var network = ArtefactKey.Of("network").Called("dataset", "mnist").Called("architecture", "tiny");
        Assert.Equal(ArtefactKey.Of("network").Hash, network.Hash);
        var rows = ArtefactKey.Of("activations").Called("architecture", "other").With("network", network).With("layer", "Conv1");
        Assert.Equal("mnist", rows.Names["dataset"]);
        Assert.Equal("other", rows.Names["architecture"]);
        Assert.DoesNotContain("dataset", rows.Parts.Keys);
    }

    /// <summary>Two builds that differ in one constant, one cache; what does not depend on it, and an equal build, are found.</summary>
    [Fact]
    public void What_depends_on_code_is_computed_anew_by_a_build_that_differs_in_one_constant()
    {
        using var root = new TemporaryFolder();
        var cache = new ArtefactCache(root.Path, warning => Assert.Fail(warning));
        Assembly[] builds = [Build(0.5), Build(0.5), Build(0.25)];
        (string, bool)[] dependent = [.. builds.Select(build => Compute(cache, build, ArtefactKey.Of("half").WithCode(build)))];
        (string, bool)[] independent = [.. builds.Select(build => Compute(cache, build, ArtefactKey.Of("whole")))];
        Assert.Equal([("0.5", false), ("0.5", true), ("0.25", false)], dependent);
        Assert.Equal([("0.5", false), ("0.5", true), ("0.5", true)], independent);
    }

    private static (string Content, bool WasFound) Compute(ArtefactCache cache, Assembly build, ArtefactKey key)
    {
        object share = build.GetType("Space")!.GetField("Share")!.GetRawConstantValue()!;
        using var artefact = cache.GetOrMake(
            key, writer => File.WriteAllText(writer.File("share.txt"), ((double)share).ToString(CultureInfo.InvariantCulture)));
        return (File.ReadAllText(artefact.File("share.txt")), artefact.WasFound);
    }

    private static Assembly Build(double share)
    {
        string source = string.Create(CultureInfo.InvariantCulture, $"public static class Space {{ public const double Share = {share}; }}");
        var compilation = CSharpCompilation.Create(
            "Space",
            [CSharpSyntaxTree.ParseText(source)],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, deterministic: true));
        using var image = new MemoryStream();
        Assert.True(compilation.Emit(image).Success);
        image.Position = 0;
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(image);
    }
}
