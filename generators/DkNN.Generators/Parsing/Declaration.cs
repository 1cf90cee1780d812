using DkNN.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DkNN.Generators.Parsing;

/// <summary>A type with one of the attributes that the generator looks for, and where findings about it go.</summary>
internal sealed record Declaration(INamedTypeSymbol Type, AttributeData Attribute, Compilation Compilation, Findings Findings)
{
    /// <summary>The type's name, where the attribute stands.</summary>
    public Location? NameLocation => Attribute.Declaration()?.Identifier.GetLocation();

    /// <summary>The rule that holds for everything that generated code refers to.</summary>
    public void RequireReachable()
    {
        if (!Type.IsReachable()) Findings.Report(Descriptors.Inaccessible, NameLocation, Type.ShortName());
    }

    /// <summary>The rule that holds for everything that there must be exactly one of.</summary>
    public void RequireNotGeneric()
    {
        if (Type.IsInGenericType()) Findings.Report(Descriptors.Generic, NameLocation, Type.ShortName());
    }

    /// <summary>The rule that holds for everything around what the generator adds a part to.</summary>
    public void RequirePartialContainers()
    {
        foreach (var outer in Attribute.Declaration()?.Ancestors().OfType<TypeDeclarationSyntax>() ?? [])
        {
            if (outer.IsPartial()) continue;
            Findings.Report(Descriptors.ContainerNotPartial, outer.Identifier.GetLocation(), outer.Identifier.ValueText);
        }
    }

    /// <summary>The rule that holds for all that stands on TorchSharp.</summary>
    public void RequireTorch()
    {
        if (Compilation.GetTypeByMetadataName(KnownNames.Network) is null)
        {
            Findings.Report(Descriptors.MissingTorchReference, NameLocation, Type.ShortName());
        }
    }
}
