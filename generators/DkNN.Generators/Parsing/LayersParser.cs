using DkNN.Generators.Diagnostics;
using DkNN.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DkNN.Generators.Parsing;

/// <summary>Reads an architecture's layers in order and infers each one's shape from the one before.</summary>
internal static class LayersParser
{
    /// <summary>Members that the generator adds to an architecture, a selection or a layer's constants.</summary>
    private static readonly string[] GeneratedNames =
    [
        "All", "Create", "Extract", "Info", "Layers", "ToArray",
        "BytesPerImage", "Channels", "Height", "Kind", "Name", "Neurons", "Position", "Width",
    ];

    public static IReadOnlyList<LayerModel> Parse(Declaration declaration, Shape? input, int classes)
    {
        var (type, _, compilation, findings) = declaration;
        var reserved = declaration.Attribute.Declaration() is null ? null : ReservedNames(compilation);
        var layers = new List<LayerModel>();
        IPropertySymbol? first = null;
        var shape = input;
        foreach (var property in type.GetMembers().OfType<IPropertySymbol>())
        {
            var attributes = LayerAttributes(property);
            if (attributes.Length == 0 && !(property.IsPartialDefinition && IsLayer(property.Type))) continue;
            first ??= property;
            if (reserved is not null) RequireLayerProperty(property, first, reserved, findings);
            if (ReadOperation(property, attributes, findings) is not var (operation, activation))
            {
                // Without this layer's shape those after it cannot be judged, only read.
                shape = null;
                continue;
            }
            var output = shape is null ? null : ShapeInference.Infer(property, attributes[0], operation, activation, shape, findings);
            if (shape is not null && output is not null)
            {
                layers.Add(new LayerModel(property.Name, layers.Count, operation, activation, shape, output, IsDocumented(property)));
            }
            shape = output;
        }
        if (first is null) findings.Report(Descriptors.NoLayers, declaration.NameLocation, type.Name);
        if (shape is not null && layers.Count > 0 && classes >= 2 && shape.Size != classes)
        {
            var last = type.GetMembers(layers[layers.Count - 1].Name)[0];
            findings.Report(Descriptors.OutputIsNotClasses, last.Locations.FirstOrDefault(), last.Name, shape.Size, classes);
        }
        return layers;
    }

    private static AttributeData[] LayerAttributes(IPropertySymbol property) =>
        [.. property.GetAttributes().Where(attribute => attribute.AttributeClass?.BaseType.IsNamed(KnownNames.LayerAttribute) == true)];

    private static bool IsLayer(ITypeSymbol type) => type is INamedTypeSymbol named && named.IsNamed(KnownNames.Layer);

    private static void RequireLayerProperty(IPropertySymbol property, IPropertySymbol first, HashSet<string> reserved, Findings findings)
    {
        var location = property.Locations.FirstOrDefault();
        bool isPlain = property is { IsStatic: false, IsVirtual: false, IsRequired: false, IsIndexer: false, RefKind: RefKind.None };
        bool wellFormed = isPlain
            && property is { IsPartialDefinition: true, DeclaredAccessibility: Accessibility.Public, SetMethod: null }
            && IsLayer(property.Type) && property.NullableAnnotation is not NullableAnnotation.Annotated;
        if (!wellFormed) findings.Report(Descriptors.NotLayerProperty, location, property.Name);
        if (reserved.Contains(property.Name)) findings.Report(Descriptors.ReservedLayerName, location, property.Name);
        if (PartOf(property) != PartOf(first)) findings.Report(Descriptors.LayersInSeveralParts, location, property.Name, first.Name);
    }

    /// <summary>What the generator adds, and what a network inherits: hiding that would change what the base class does.</summary>
    private static HashSet<string> ReservedNames(Compilation compilation)
    {
        var names = new HashSet<string>(GeneratedNames, StringComparer.Ordinal);
        for (var type = compilation.GetTypeByMetadataName(KnownNames.Network); type is not null; type = type.BaseType)
        {
            names.UnionWith(
                type.GetMembers().Where(member => member.DeclaredAccessibility is not Accessibility.Private).Select(member => member.Name));
        }
        return names;
    }

    private static TypeDeclarationSyntax? PartOf(IPropertySymbol property) =>
        property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax().FirstAncestorOrSelf<TypeDeclarationSyntax>();

    /// <summary>The one attribute's meaning, or null where a mistake was found.</summary>
    private static (LayerOperation Operation, Activation Activation)? ReadOperation(
        IPropertySymbol property, AttributeData[] attributes, Findings findings)
    {
        var location = property.Locations.FirstOrDefault();
        switch (attributes.Length)
        {
            case 0:
                findings.Report(Descriptors.NoLayerAttribute, location, property.Name);
                return null;
            case 1:
                return new LayerAttributeReader(attributes[0], property.Name, findings).Read();
            default:
                findings.Report(Descriptors.SeveralLayerAttributes, location, property.Name, attributes.Length);
                return null;
        }
    }

    private static bool IsDocumented(IPropertySymbol property) =>
        property.DeclaringSyntaxReferences is [var first, ..]
        && first.GetSyntax().GetLeadingTrivia().Any(SyntaxKind.SingleLineDocumentationCommentTrivia);
}
