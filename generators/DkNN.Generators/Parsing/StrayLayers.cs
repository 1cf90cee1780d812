using DkNN.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace DkNN.Generators.Parsing;

/// <summary>Layers in a type that is neither an architecture nor a block, which nothing else would look at.</summary>
internal static class StrayLayers
{
    /// <summary>The first layer attribute of such a type; null where it has none, or is one of the two.</summary>
    public static AttributeData? Of(INamedTypeSymbol type)
    {
        var first = type.GetMembers().OfType<IPropertySymbol>()
            .SelectMany(property => property.GetAttributes())
            .FirstOrDefault(attribute => attribute.AttributeClass.DerivesFrom(KnownNames.LayerAttribute));
        bool isRead = type.Attribute(KnownNames.ArchitectureAttribute) is not null || type.Attribute(KnownNames.LayerBlockAttribute) is not null;
        return isRead ? null : first;
    }

    /// <summary>Says what is wrong with the type of a declaration whose attribute is such a layer's.</summary>
    public static void Report(Declaration declaration) =>
        declaration.Findings.Report(Descriptors.LayersOutside, declaration.NameLocation, declaration.Type.Name);
}
