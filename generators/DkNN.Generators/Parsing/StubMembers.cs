using DkNN.Generators.Emission;
using Microsoft.CodeAnalysis;

namespace DkNN.Generators.Parsing;

/// <summary>The members that other code may use of a declaration that is malformed, so that its own mistake is the only one told.</summary>
internal static class StubMembers
{
    private const string Throw = "=> throw null!;";
    private const string Tensor = "global::TorchSharp.torch.Tensor";
    private const string Layers = "global::System.Collections.Immutable.ImmutableArray<global::DkNN.Layer>";
    private const string Documented = "/// <summary/>\n";

    public static string NetworkBases(INamedTypeSymbol type) =>
        $"global::DkNN.Torch.Network, global::DkNN.Torch.INetwork<{type.FullName()}>";

    public static string SelectionBases(INamedTypeSymbol type, INamedTypeSymbol network) => SelectionBases(type.FullName(), network);

    public static IEnumerable<string> OfBlock(INamedTypeSymbol type)
    {
        if (type.TypeKind is not TypeKind.Class || type.IsStatic || type.IsRecord || type.IsAbstract) yield break;
        if (!type.GetMembers("Layers").IsEmpty || !type.InstanceConstructors.All(constructor => constructor.IsImplicitlyDeclared)) yield break;
        yield return $"{Documented}public {Code.Identifier(type.Name)}({Layers} layers) {{ }}";
        yield return $"{Documented}public {Layers} Layers {Throw}";
    }

    public static IEnumerable<string> OfNetwork(INamedTypeSymbol type)
    {
        string full = type.FullName(), all = $"{full}.All";
        yield return $"private {Code.Identifier(type.Name)}() : base(Info) {{ }}";
        yield return $"{Documented}public static global::DkNN.ArchitectureInfo Info {Throw}";
        yield return $"{Documented}public static {full} Create() {Throw}";
        yield return $"{Documented}public override {Tensor} forward({Tensor} input) {Throw}";
        foreach (string layer in LayersOf(type))
        {
            if (type.GetMembers($"Apply{layer}").IsEmpty) yield return $"{Documented}public {Tensor} Apply{layer}(params {Tensor}[] inputs) {Throw}";
        }
        yield return $"{Documented}public readonly partial struct All : {SelectionBases(all, type)}\n{{";
        foreach (string member in OfSelection("All", all, type)) yield return member;
        yield return "}";
        foreach (string line in Constants(LayersOf(type))) yield return line;
    }

    public static IEnumerable<string> OfSelection(INamedTypeSymbol type, INamedTypeSymbol network)
    {
        var layers = LayersOf(network).Where(layer => layer != type.Name && type.GetMembers(layer).IsEmpty);
        return [.. OfSelection(type.Name, type.FullName(), network), .. Constants(layers)];
    }

    private static string SelectionBases(string selection, INamedTypeSymbol network) =>
        $"global::DkNN.Torch.ILayerSelection<{selection}, {network.FullName()}>";

    private static IEnumerable<string> OfSelection(string name, string full, INamedTypeSymbol network)
    {
        yield return $"{Documented}public static global::DkNN.SelectionInfo Info {Throw}";
        yield return $"{Documented}public static {full} Extract({network.FullName()} network, {Tensor} images) {Throw}";
        yield return $"{Documented}public {Tensor}[] ToArray() {Throw}";
        yield return $"{Documented}public const int LayerCount = 1;\n{Documented}public const long TotalNeurons = 1, BytesPerImage = 1;";
        foreach (string layer in LayersOf(network))
        {
            if (layer != name) yield return $"{Documented}public {Tensor} {Code.Identifier(layer)} {Throw}";
        }
    }

    private static IEnumerable<string> Constants(IEnumerable<string> layers)
    {
        yield return $"{Documented}public static class Layers\n{{";
        foreach (string layer in layers)
        {
            if (layer == "Layers") continue;
            yield return $"{Documented}public static class {Code.Identifier(layer)}\n{{";
            yield return $"{Documented}public const string Name = {Code.Text(layer)};";
            yield return $"{Documented}public const global::DkNN.LayerKind Kind = default;";
            yield return $"{Documented}public const int Position = 0, Channels = 1, Height = 1, Width = 1, Neurons = 1;";
            yield return $"{Documented}public const long BytesPerImage = 1;\n}}";
        }
        yield return "}";
    }

    /// <summary>Names that layers are declared by; those of blocks are not known where something is wrong.</summary>
    private static IEnumerable<string> LayersOf(INamedTypeSymbol type) => type.GetMembers()
        .OfType<IPropertySymbol>()
        .Where(property => !property.IsIndexer && MemberReader.IsLayer(property.Type))
        .Select(property => property.Name)
        .Distinct();
}
