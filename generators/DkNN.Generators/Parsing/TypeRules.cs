using DkNN.Generators.Emission;
using DkNN.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DkNN.Generators.Parsing;

/// <summary>What is asked of types and how they are declared.</summary>
internal static class TypeRules
{
    public static bool IsPartial(this TypeDeclarationSyntax declaration) => declaration.Modifiers.Any(SyntaxKind.PartialKeyword);

    /// <summary>Whether the type, or one around it, has type parameters: then there is no single type that a host could create.</summary>
    public static bool IsInGenericType(this INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.Arity > 0) return true;
        }
        return false;
    }

    /// <summary>Whether other types of the assembly can name the type.</summary>
    public static bool IsReachable(this INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsFileLocal || !current.DeclaredAccessibility.IsReachable()) return false;
        }
        return true;
    }

    /// <summary>Whether other assemblies can name the type.</summary>
    public static bool IsPublic(this INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.DeclaredAccessibility is not Accessibility.Public) return false;
        }
        return true;
    }

    public static bool HasReachableParameterlessConstructor(this INamedTypeSymbol type) =>
        type.InstanceConstructors.Any(constructor => constructor.Parameters.IsEmpty && constructor.DeclaredAccessibility.IsReachable());

    public static DeclaredType ToDeclaredType(this INamedTypeSymbol type)
    {
        var containers = new List<string>();
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType) containers.Insert(0, PartOf(outer));
        return new DeclaredType(
            type.ContainingNamespace is { IsGlobalNamespace: false } space
                ? space.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat)
                : "",
            containers.ToEquatableArray(),
            PartOf(type),
            Code.Identifier(type.Name),
            type.FullName(),
            type.MetadataFullName());
    }

    private static bool IsReachable(this Accessibility accessibility) =>
        accessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;

    private static string PartOf(INamedTypeSymbol type)
    {
        string keyword = type switch
        {
            { TypeKind: TypeKind.Interface } => "interface",
            { IsRecord: true, IsValueType: true } => "record struct",
            { IsRecord: true } => "record",
            { IsValueType: true } => "struct",
            _ => "class",
        };
        string parameters = string.Join(", ", type.TypeParameters.Select(parameter => Code.Identifier(parameter.Name)));
        return $"partial {keyword} {Code.Identifier(type.Name)}{(type.Arity > 0 ? $"<{parameters}>" : "")}";
    }
}
