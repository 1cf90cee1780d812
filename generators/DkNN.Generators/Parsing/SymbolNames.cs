using Microsoft.CodeAnalysis;

namespace DkNN.Generators.Parsing;

/// <summary>Names of symbols, and symbols by name.</summary>
internal static class SymbolNames
{
    private static readonly SymbolDisplayFormat Unescaped =
        new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    /// <summary>The name in metadata: "Namespace.Outer+Inner`1".</summary>
    public static string MetadataFullName(this INamedTypeSymbol type)
    {
        if (type.ContainingType is { } outer) return $"{outer.MetadataFullName()}+{type.MetadataName}";
        return type.ContainingNamespace is { IsGlobalNamespace: false } space
            ? $"{space.ToDisplayString(Unescaped)}.{type.MetadataName}"
            : type.MetadataName;
    }

    /// <summary>The name in C#, with <c>global::</c>.</summary>
    public static string FullName(this ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>The name as a person would write it in a message.</summary>
    public static string ShortName(this ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    /// <summary>Whether a type that stands in no other has a name; compared part by part, for it is asked of every attribute.</summary>
    public static bool IsNamed(this INamedTypeSymbol? type, string metadataName)
    {
        if (type is null || type.ContainingType is not null) return false;
        int end = metadataName.Length;
        if (!Ends(type.MetadataName)) return false;
        for (var space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (!Ends(space.Name)) return false;
        }
        return end < 0;

        bool Ends(string part)
        {
            int start = end - part.Length;
            if (start < 0 || string.CompareOrdinal(metadataName, start, part, 0, part.Length) != 0) return false;
            end = start - 1;
            return start == 0 || metadataName[end] == '.';
        }
    }

    public static bool DerivesFrom(this INamedTypeSymbol? type, string metadataName)
    {
        for (var current = type?.BaseType; current is not null; current = current.BaseType)
        {
            if (current.IsNamed(metadataName)) return true;
        }
        return false;
    }

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
