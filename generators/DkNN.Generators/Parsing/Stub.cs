using DkNN.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DkNN.Generators.Parsing;

/// <summary>
/// Stands in for the generated part of a malformed declaration. Without it the compiler misses that part, stops at declarations, and never
/// asks the analyzer what is wrong.
/// </summary>
internal static class Stub
{
    /// <summary>
    /// Whether the compiler refuses the members whatever the generator adds, so that an analyzer is not heard: the generator itself must
    /// then say what is wrong. Tells the same before and after generation, so that one of the two reports, and never both.
    /// </summary>
    public static bool IsImpossible(INamedTypeSymbol type)
    {
        var members = type.GetMembers().Where(IsDeclaredPartial).ToList();
        if (members.Count == 0) return false;
        for (var around = type; around is not null; around = around.ContainingType)
        {
            if (around.IsFileLocal || !around.DeclaringSyntaxReferences.All(IsPartialType)) return true;
        }
        return members.Exists(member => member is not (IPropertySymbol { IsPartialDefinition: true } or IMethodSymbol)
            || member.IsVirtual || member.IsAbstract || member.IsOverride || (type.IsStatic && !member.IsStatic));
    }

    /// <summary>The stub; null where there can be none, or nothing is missing.</summary>
    public static StubModel? Of(Declaration declaration)
    {
        var (type, attribute, compilation, _) = declaration;
        if (type.IsFileLocal || type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || IsImpossible(type)) return null;
        for (var around = type; around is not null; around = around.ContainingType)
        {
            if (around.IsFileLocal || !around.DeclaringSyntaxReferences.All(IsPartialType)) return null;
        }
        var parts = type.GetMembers().Where(IsDeclaredPartial).Select(Part).OfType<string>();
        if (attribute.AttributeClass.IsNamed(KnownNames.LayerBlockAttribute)) return Model("", [.. parts, .. StubMembers.OfBlock(type)]);
        if (compilation.GetTypeByMetadataName(KnownNames.Network) is not { } torch) return Model("", parts);
        if (attribute.AttributeClass.IsNamed(KnownNames.ArchitectureAttribute))
        {
            return IsNetwork(type, torch)
                ? Model(StubMembers.NetworkBases(type), [.. parts, .. StubMembers.OfNetwork(type)])
                : Model("", parts);
        }
        return attribute.AttributeClass is { TypeArguments: [INamedTypeSymbol network] } && IsSelection(type) && IsNetwork(network, torch)
            && (network.IsPublic() || !type.IsPublic())
            ? Model(StubMembers.SelectionBases(type, network), [.. parts, .. StubMembers.OfSelection(type, network)])
            : Model("", parts);

        StubModel? Model(string bases, IEnumerable<string> members)
        {
            var all = members.ToEquatableArray();
            return all.Count == 0 ? null : new StubModel(type.ToDeclaredType(), bases, all);
        }
    }

    /// <summary>Whether a class can derive from the network and have the members of one, however malformed its layers are.</summary>
    private static bool IsNetwork(INamedTypeSymbol type, INamedTypeSymbol torch)
    {
        if (type.Attribute(KnownNames.ArchitectureAttribute) is null || type.TypeKind is not TypeKind.Class) return false;
        if (SymbolEqualityComparer.Default.Equals(type.BaseType, torch)) return true;
        var reserved = LayersParser.ReservedNames(torch);
        return !type.IsStatic && !type.IsAbstract && !type.IsRecord && type.IsReachable() && !IsImpossible(type)
            && type.BaseType is { SpecialType: SpecialType.System_Object }
            && type.InstanceConstructors.All(constructor => constructor.IsImplicitlyDeclared)
            && type.DeclaringSyntaxReferences.All(IsPartialType)
            && type.ContainingType is null or { IsFileLocal: false }
            && !type.GetMembers().Any(member => !member.IsImplicitlyDeclared && reserved.Contains(member.Name));
    }

    private static bool IsSelection(INamedTypeSymbol type) =>
        type.TypeKind is TypeKind.Struct && !type.IsRefLikeType && !type.IsRecord && type.IsReachable()
        && !type.GetMembers().Any(member => !member.IsImplicitlyDeclared && member.Name is "Info" or "Extract" or "ToArray");

    private static bool IsPartialType(SyntaxReference reference) => reference.GetSyntax() is TypeDeclarationSyntax syntax && syntax.IsPartial();

    private static bool IsDeclaredPartial(ISymbol member) => member is IPropertySymbol or IMethodSymbol
        && member.DeclaringSyntaxReferences.Any(reference =>
            reference.GetSyntax() is BasePropertyDeclarationSyntax or MethodDeclarationSyntax
            && ((MemberDeclarationSyntax)reference.GetSyntax()).Modifiers.Any(SyntaxKind.PartialKeyword));

    /// <summary>The other part of a partial member: as it is declared, and throwing. Null where it is not needed or cannot be written.</summary>
    private static string? Part(ISymbol member)
    {
        var syntax = (MemberDeclarationSyntax)member.DeclaringSyntaxReferences[0].GetSyntax();
        string documentation = syntax.GetLeadingTrivia().Any(SyntaxKind.SingleLineDocumentationCommentTrivia) ? "" : "/// <summary/>\n";
        string head = $"{documentation}{string.Join(" ", syntax.Modifiers.Select(modifier => modifier.ValueText))} ";
        switch (member)
        {
            case IPropertySymbol { PartialImplementationPart: null, Type.TypeKind: not TypeKind.Error } property:
                string name = property.IsIndexer ? $"this[{Parameters(property.Parameters)}]" : Identifier(property);
                string accessors = string.Join(
                    " ",
                    ((BasePropertyDeclarationSyntax)syntax).AccessorList?.Accessors
                        .Select(accessor => $"{accessor.Modifiers} {accessor.Keyword.ValueText} => throw null!;".TrimStart()) ?? []);
                return $"{head}{Reference(property.RefKind)}{Name(property.Type)} {name} {{ {accessors} }}";
            case IMethodSymbol { PartialImplementationPart: null, Arity: 0, ReturnType.TypeKind: not TypeKind.Error } method
                when method.DeclaredAccessibility is not Accessibility.Private || !method.ReturnsVoid:
                return $"{head}{Reference(method.RefKind)}{Name(method.ReturnType)} {Identifier(method)}({Parameters(method.Parameters)}) => throw null!;";
            default:
                return null;
        }
    }

    private static string Parameters(IEnumerable<IParameterSymbol> parameters) =>
        string.Join(", ", parameters.Select(parameter => parameter.ToDisplayString(Full)));

    private static readonly SymbolDisplayFormat Full = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier)
        .WithParameterOptions(SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeParamsRefOut);

    private static string Name(ITypeSymbol type) => type.ToDisplayString(Full);

    private static string Identifier(ISymbol member) => Emission.Code.Identifier(member.Name);

    private static string Reference(RefKind kind) => kind switch
    {
        RefKind.Ref => "ref ",
        RefKind.RefReadOnly => "ref readonly ",
        _ => "",
    };
}
