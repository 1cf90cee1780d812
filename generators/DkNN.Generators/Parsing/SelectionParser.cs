using DkNN.Generators.Diagnostics;
using DkNN.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DkNN.Generators.Parsing;

/// <summary>Reads a struct with [LayerSelection].</summary>
internal static class SelectionParser
{
    /// <summary>The model, or null where a mistake was found, here or in the architecture.</summary>
    public static SelectionModel? Parse(Declaration declaration)
    {
        var (type, attribute, compilation, findings) = declaration;
        declaration.RequireReachable();
        declaration.RequirePartialContainers();
        if (!type.IsReadOnly || type.IsRefLikeType || type.IsRecord || attribute.Declaration()?.IsPartial() != true)
        {
            findings.Report(Descriptors.NotReadonlyPartialStruct, declaration.NameLocation, type.Name);
        }
        if (ReadArchitecture(declaration) is not var (network, architecture)) return null;
        if (type.IsPublic() && !network.IsPublic())
        {
            findings.Report(Descriptors.SelectionMoreAccessible, declaration.NameLocation, type.Name, network.Name);
        }
        var selected = ReadLayers(declaration, network, architecture);
        if (selected.Any(layer => layer.Name == type.Name))
        {
            findings.Report(Descriptors.SelectionNamedAsLayer, declaration.NameLocation, type.Name);
        }
        return findings.Any || selected.Count == 0
            ? null
            : new SelectionModel(
                type.ToDeclaredType(),
                type.Name,
                network.FullName(),
                architecture.Layers.Take(selected.Max(layer => layer.Position) + 1).ToEquatableArray(),
                selected.Select(layer => layer.Position).OrderBy(position => position).ToEquatableArray(),
                SymbolEqualityComparer.Default.Equals(network.ContainingAssembly, compilation.Assembly));
    }

    /// <summary>The architecture, or null where the type argument is none or a malformed one, which is reported where it stands.</summary>
    private static (INamedTypeSymbol Network, ArchitectureModel Architecture)? ReadArchitecture(Declaration declaration)
    {
        var (_, attribute, _, findings) = declaration;
        if (attribute.AttributeClass is not { TypeArguments: [INamedTypeSymbol { TypeKind: TypeKind.Class } network] }
            || attribute.AttributeConstructor is null)
        {
            findings.LeaveToCompiler();
            return null;
        }
        if (network.Attribute(KnownNames.ArchitectureAttribute) is not { } declared)
        {
            findings.Report(Descriptors.NotArchitecture, attribute.TypeArgumentLocation(), network.ShortName());
            return null;
        }
        var architecture = ArchitectureParser.Parse(new Declaration(network, declared, declaration.Compilation, new Findings()));
        if (architecture is null) findings.LeaveToCompiler();
        return architecture is null ? null : (network, architecture);
    }

    private static IReadOnlyCollection<LayerModel> ReadLayers(
        Declaration declaration, INamedTypeSymbol network, ArchitectureModel architecture)
    {
        var (type, attribute, _, findings) = declaration;
        if (attribute.ConstructorArguments.IsEmpty) return architecture.Layers;
        var choices = attribute.ConstructorArguments[0];
        if (choices.Kind is not TypedConstantKind.Array || choices.IsNull || choices.Values.IsEmpty)
        {
            findings.Report(Descriptors.EmptySelection, attribute.Location(), type.Name);
            return [];
        }
        string[] names = [.. architecture.Layers.Select(layer => layer.Name)];
        var selected = new List<LayerModel>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int index = 0; index < choices.Values.Length; index++)
        {
            var choice = choices.Values[index];
            bool isKind = choice.Kind is TypedConstantKind.Enum;
            string text = choice.MemberName() ?? $"{choice.Scalar()}";
            var matches = architecture.Layers.Where(layer => (isKind ? layer.Operation.Kind : layer.Name) == text).ToList();
            var location = attribute.ElementLocation(index);
            if (!seen.Add(text)) findings.Report(Descriptors.SelectedTwice, location, text);
            else if (matches.Count > 0) selected.AddRange(matches);
            else if (isKind) findings.Report(Descriptors.AbsentLayerKind, location, network.Name, text, Kinds(architecture));
            else findings.Report(Descriptors.UnknownLayer, location, network.Name, text, NearestName.Suggest(text, names));
        }
        return selected;
    }

    private static string Kinds(ArchitectureModel architecture) =>
        string.Join(", ", architecture.Layers.Select(layer => layer.Operation.Kind).Distinct());
}
