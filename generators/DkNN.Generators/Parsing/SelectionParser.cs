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
        if (type.IsInGenericType()) findings.Inform(Descriptors.NotOffered, declaration.NameLocation, type.ShortName());
        if (ReadArchitecture(declaration) is not var (network, architecture)) return null;
        if (type.IsPublic() && !network.IsPublic())
        {
            findings.Report(Descriptors.SelectionMoreAccessible, declaration.NameLocation, type.Name, network.Name);
        }
        var selected = ReadLayers(declaration, network, architecture);
        if (selected.Any(position => architecture.Layers[position].Name == type.Name))
        {
            findings.Report(Descriptors.SelectionNamedAsLayer, declaration.NameLocation, type.Name);
        }
        return findings.Any
            ? null
            : new SelectionModel(
                type.ToDeclaredType(),
                type.Name,
                network.FullName(),
                architecture.Layers,
                architecture.Layers.NeededFor(selected).ToEquatableArray(),
                selected.ToEquatableArray(),
                SymbolEqualityComparer.Default.Equals(network.ContainingAssembly, compilation.Assembly)
                    && !type.IsInGenericType() && !network.IsInGenericType());
    }

    /// <summary>Reports an exclusion on a type without a selection, which would otherwise mean nothing.</summary>
    public static void RequireSelection(Declaration declaration)
    {
        var (type, attribute, _, findings) = declaration;
        if (type.Attribute(KnownNames.LayerSelectionAttribute) is not null) return;
        string architecture = attribute.AttributeClass is { TypeArguments: [var argument] } ? argument.ShortName() : "";
        findings.Report(Descriptors.ExclusionAlone, attribute.Location(), type.Name, architecture);
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

    /// <summary>Positions of the selected layers: the union of the selections without the exclusions.</summary>
    private static SortedSet<int> ReadLayers(Declaration declaration, INamedTypeSymbol network, ArchitectureModel architecture)
    {
        var (type, attribute, _, findings) = declaration;
        var selected = new SortedSet<int>();
        foreach (var clause in Clauses(KnownNames.LayerSelectionAttribute)) selected.UnionWith(Read(clause));
        foreach (var clause in Clauses(KnownNames.LayerExclusionAttribute))
        {
            var excluded = Read(clause);
            if (excluded.Count > 0 && !selected.Overlaps(excluded))
            {
                findings.Report(Descriptors.ExcludesNothing, clause.Location(), type.Name);
            }
            selected.ExceptWith(excluded);
        }
        if (selected.Count == 0 && !findings.Any) findings.Report(Descriptors.EmptySelection, attribute.Location(), type.Name);
        return selected;

        IEnumerable<AttributeData> Clauses(string name) => type.GetAttributes().Where(clause => clause.AttributeClass.IsNamed(name));

        IReadOnlyCollection<int> Read(AttributeData clause)
        {
            if (clause.AttributeClass!.TypeArguments is [var other] && !SymbolEqualityComparer.Default.Equals(other, network))
            {
                findings.Report(
                    Descriptors.SeveralArchitectures, clause.TypeArgumentLocation(), type.Name, network.ShortName(), other.ShortName());
                return [];
            }
            return new LayerSetReader(clause, type.Name, network.Name, architecture.Layers, findings).Read();
        }
    }
}
