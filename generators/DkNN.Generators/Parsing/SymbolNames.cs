using Microsoft.CodeAnalysis;

namespace DkNN.Generators.Parsing;

/// <summary>Names of symbols, and symbols by name.</summary>
internal static class SymbolNames
{
    /// <summary>The name in metadata: "Namespace.Outer+Inner`1".</summary>
    public static string MetadataFullName(this INamedTypeSymbol type)
    {
        if (type.ContainingType is { } outer) return $"{outer.MetadataFullName()}+{type.MetadataName}";
        return type.ContainingNamespace is { IsGlobalNamespace: false } space
            ? $"{space.ToDisplayString()}.{type.MetadataName}"
            : type.MetadataName;
    }

    /// <summary>The name in C#, with <c>global::</c>.</summary>
    public static string FullName(this ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>The name as a person would write it in a message.</summary>
    public static string ShortName(this ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    public static bool IsNamed(this INamedTypeSymbol? type, string metadataName) =>
        type is not null && type.OriginalDefinition.MetadataFullName() == metadataName;

    public static AttributeData? Attribute(this ISymbol symbol, string metadataName) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass.IsNamed(metadataName));

    /// <summary>The name of the enum member that a constant is, or null.</summary>
    public static string? MemberName(this TypedConstant constant) =>
        constant is { Kind: TypedConstantKind.Enum, Type: INamedTypeSymbol type }
            ? type.GetMembers()
                .OfType<IFieldSymbol>()
                .FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, constant.Value))?.Name
            : null;
}
