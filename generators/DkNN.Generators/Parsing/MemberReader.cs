using DkNN.Generators.Diagnostics;
using DkNN.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DkNN.Generators.Parsing;

/// <summary>Reads the layers and blocks that an architecture or a block declares, in order.</summary>
/// <param name="type">The class.</param>
/// <param name="arguments">What a block is used with; null for an architecture.</param>
/// <param name="reserved">
/// Names that no member may have, where the declaration itself is judged; null where it is only read, from another assembly or as a block.
/// </param>
/// <param name="findings">Where mistakes go.</param>
internal sealed class MemberReader(INamedTypeSymbol type, BlockArguments? arguments, HashSet<string>? reserved, Findings findings)
{
    public IReadOnlyList<LayerMember> Read()
    {
        var members = new List<LayerMember>();
        foreach (var property in type.GetMembers().OfType<IPropertySymbol>())
        {
            var attributes = LayerAttributes(property);
            if (attributes.Length == 0 && !(property.IsPartialDefinition && (IsLayer(property.Type) || IsBlock(property.Type)))) continue;
            members.Add(ReadMember(property, attributes));
            if (reserved is not null) RequireLayerProperty(members[members.Count - 1], members[0].Property);
        }
        return members;
    }

    public static bool IsBlock(ITypeSymbol type) =>
        type is INamedTypeSymbol named && named.Attribute(KnownNames.LayerBlockAttribute) is not null;

    public static bool IsLayer(ITypeSymbol type) => type is INamedTypeSymbol named && named.IsNamed(KnownNames.Layer);

    private static AttributeData[] LayerAttributes(IPropertySymbol property) =>
        [.. property.GetAttributes().Where(attribute => attribute.AttributeClass.DerivesFrom(KnownNames.LayerAttribute))];

    private LayerMember ReadMember(IPropertySymbol property, AttributeData[] attributes)
    {
        switch (attributes.Length)
        {
            case 0:
                findings.Report(Descriptors.NoLayerAttribute, property.Locations.FirstOrDefault(), property.Name);
                return Malformed(null);
            case > 1:
                findings.Report(
                    Descriptors.SeveralLayerAttributes, property.Locations.FirstOrDefault(), property.Name, attributes.Length);
                return Malformed(null);
        }
        var attribute = attributes[0];
        var reader = new LayerAttributeReader(attribute, property.Name, arguments, findings);
        if (!attribute.AttributeClass.IsNamed(KnownNames.BlockAttribute))
        {
            return reader.ReadLayer() is var (operation, activation)
                ? new LayerMember(property, attribute, operation, activation, null, BlockArguments.Any)
                : Malformed(attribute);
        }
        if (!IsBlock(property.Type))
        {
            findings.Report(Descriptors.NotBlockProperty, property.Locations.FirstOrDefault(), property.Name, property.Type.ShortName());
            return Malformed(attribute);
        }
        var block = (INamedTypeSymbol)property.Type;
        return reader.ReadBlock(needsFilters: Uses(block, BlockArguments.FiltersMark)) is { } given
            ? new LayerMember(property, attribute, null, ActivationFunction.None, block, given)
            : Malformed(attribute);

        LayerMember Malformed(AttributeData? at) => new(property, at, null, ActivationFunction.None, null, BlockArguments.Any);
    }

    /// <summary>Whether a block's attributes hold a mark.</summary>
    private static bool Uses(INamedTypeSymbol block, int mark) =>
        block.GetMembers().OfType<IPropertySymbol>()
            .SelectMany(LayerAttributes)
            .SelectMany(attribute => attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(argument => argument.Value)))
            .Any(argument => argument.Scalar() is int value && value == mark);

    private void RequireLayerProperty(LayerMember member, IPropertySymbol first)
    {
        var property = member.Property;
        bool isPlain = property is { IsStatic: false, IsVirtual: false, IsRequired: false, IsIndexer: false, RefKind: RefKind.None };
        bool isOfRightType = member.Attribute?.AttributeClass.IsNamed(KnownNames.BlockAttribute) == true
            || IsLayer(property.Type)
            || (member.Attribute is null && IsBlock(property.Type));
        bool wellFormed = isPlain && isOfRightType
            && property is { IsPartialDefinition: true, DeclaredAccessibility: Accessibility.Public, SetMethod: null }
            && property.NullableAnnotation is not NullableAnnotation.Annotated;
        if (!wellFormed)
        {
            string shouldBe = member.Block is null ? "Layer" : member.Block.Name;
            findings.Report(Descriptors.NotLayerProperty, member.NameLocation, property.Name, shouldBe);
        }
        if (reserved!.Contains(property.Name)) findings.Report(Descriptors.ReservedLayerName, member.NameLocation, property.Name);
        if (PartOf(property) != PartOf(first))
        {
            findings.Report(Descriptors.LayersInSeveralParts, member.NameLocation, property.Name, first.Name);
        }
    }

    private static TypeDeclarationSyntax? PartOf(IPropertySymbol property) =>
        property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax().FirstAncestorOrSelf<TypeDeclarationSyntax>();
}
