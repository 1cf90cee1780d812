using DkNN.Generators.Diagnostics;
using DkNN.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DkNN.Generators.Parsing;

/// <summary>Reads an options type: each public property that can be set is an option, those of base classes first.</summary>
internal static class OptionsParser
{
    /// <summary>The model, or null where a mistake was found.</summary>
    /// <param name="type">The options type.</param>
    /// <param name="plugin">The plugin that takes it; mistakes in a type of another assembly are reported there.</param>
    public static OptionsModel? Parse(ITypeSymbol type, Declaration plugin)
    {
        var findings = plugin.Findings;
        if (type.TypeKind is TypeKind.Error)
        {
            findings.LeaveToCompiler();
            return null;
        }
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class } options)
        {
            findings.Report(Descriptors.OptionsNotCreatable, plugin.NameLocation, type.ShortName());
            return null;
        }
        if (options.IsAbstract || options.IsGenericType || !options.IsReachable() || !options.HasReachableParameterlessConstructor())
        {
            findings.Report(Descriptors.OptionsNotCreatable, Where(options, plugin), options.ShortName());
            return null;
        }
        var models = new List<OptionModel>();
        foreach (var property in Properties(options))
        {
            if (Read(property, plugin) is not { } option) continue;
            if (models.Find(other => other.Name.Equals(option.Name, StringComparison.OrdinalIgnoreCase)) is { } other)
            {
                findings.Report(Descriptors.OptionNameTaken, Where(property, plugin), property.Name, other.Property);
            }
            models.Add(option);
        }
        return new OptionsModel(options.FullName(), options.MetadataFullName(), models.ToEquatableArray());
    }

    private static IEnumerable<IPropertySymbol> Properties(INamedTypeSymbol options)
    {
        var lineage = new Stack<INamedTypeSymbol>();
        for (var type = options; type is { SpecialType: not SpecialType.System_Object }; type = type.BaseType) lineage.Push(type);
        return lineage.SelectMany(type => type.GetMembers().OfType<IPropertySymbol>()).Where(IsOption);
    }

    /// <summary>An override is the option that it overrides, read where that is declared.</summary>
    private static bool IsOption(IPropertySymbol property) =>
        property is { IsStatic: false, IsIndexer: false, IsOverride: false, DeclaredAccessibility: Accessibility.Public }
        && property.GetMethod?.DeclaredAccessibility is Accessibility.Public
        && property.SetMethod?.DeclaredAccessibility is Accessibility.Public;

    private static OptionModel? Read(IPropertySymbol property, Declaration plugin)
    {
        if (TypeOf(property) is not { } type)
        {
            plugin.Findings.Report(Descriptors.OptionNotBindable, TypeLocation(property, plugin), property.Name, property.Type.ShortName());
            return null;
        }
        string[] members = type is OptionType.Enum
            ? [.. property.Type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue).Select(field => field.Name)]
            : [];
        return new OptionModel(
            property.Name,
            char.ToLowerInvariant(property.Name[0]) + property.Name.Substring(1),
            type,
            type is OptionType.Enum ? property.Type.FullName() : "",
            members.ToEquatableArray(),
            ReadRange(property, type, plugin),
            property.Attribute(KnownNames.DescriptionAttribute)?.Argument(0).Scalar() as string ?? "");
    }

    private static OptionType? TypeOf(IPropertySymbol property) => property.Type switch
    {
        { SpecialType: SpecialType.System_Int32 } => OptionType.Int32,
        { SpecialType: SpecialType.System_Int64 } => OptionType.Int64,
        { SpecialType: SpecialType.System_Single } => OptionType.Single,
        { SpecialType: SpecialType.System_Double } => OptionType.Double,
        { SpecialType: SpecialType.System_Boolean } => OptionType.Boolean,
        { SpecialType: SpecialType.System_String, NullableAnnotation: not NullableAnnotation.Annotated } => OptionType.String,
        INamedTypeSymbol { TypeKind: TypeKind.Enum } type when type.IsReachable() => OptionType.Enum,
        _ => null,
    };

    private static OptionRange? ReadRange(IPropertySymbol property, OptionType type, Declaration plugin)
    {
        if (property.Attribute(KnownNames.RangeAttribute) is not { } attribute) return null;
        double? minimum = Limit(attribute.Argument(0)), maximum = Limit(attribute.Argument(1));
        string? problem = type is OptionType.Boolean or OptionType.String or OptionType.Enum ? "stands on an option that is no number"
            : attribute.ConstructorArguments.Length != 2 || minimum is null || maximum is null ? "is not given by two numbers"
            : attribute.NamedArguments.Any(argument => argument.Key.EndsWith("IsExclusive", StringComparison.Ordinal))
                ? "excludes a limit; give limits that are allowed values"
            : !(minimum <= maximum) ? "has a minimum above its maximum"
            : type is OptionType.Int32 or OptionType.Int64 && (minimum % 1 != 0 || maximum % 1 != 0) ? "has a limit that is no integer"
            : null;
        if (problem is null) return new OptionRange(minimum!.Value, maximum!.Value);
        plugin.Findings.Report(Descriptors.MalformedRange, attribute.Location() ?? plugin.NameLocation, property.Name, problem);
        return null;
    }

    private static double? Limit(TypedConstant constant) => constant.Scalar() switch
    {
        int value => value,
        double value => value,
        _ => null,
    };

    private static Location? TypeLocation(IPropertySymbol property, Declaration plugin) =>
        property.DeclaringSyntaxReferences is [var reference, ..] && reference.GetSyntax() is PropertyDeclarationSyntax syntax
            ? syntax.Type.GetLocation()
            : plugin.NameLocation;

    private static Location? Where(ISymbol symbol, Declaration plugin) =>
        symbol.Locations.FirstOrDefault(location => location.IsInSource) ?? plugin.NameLocation;
}
