using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DkNN.Generators.Parsing;

/// <summary>Values of an attribute's arguments, and where they stand.</summary>
internal static class AttributeReading
{
    /// <summary>The value of a constructor argument, or default where there is none or the compiler refuses it.</summary>
    public static TypedConstant Argument(this AttributeData attribute, int position) =>
        position < attribute.ConstructorArguments.Length ? attribute.ConstructorArguments[position] : default;

    /// <summary>The value of a named argument, or default where it is not given.</summary>
    public static TypedConstant Argument(this AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value;

    public static string Text(this AttributeData attribute, string name) => attribute.Argument(name).Scalar() as string ?? "";

    /// <summary>The value, or null; <see cref="TypedConstant.Value"/> throws for an array.</summary>
    public static object? Scalar(this TypedConstant constant) => constant.Kind is TypedConstantKind.Array ? null : constant.Value;

    public static Location? Location(this AttributeData attribute) => Syntax(attribute)?.GetLocation();

    /// <summary>Where a constructor argument stands; the whole attribute where that cannot be told.</summary>
    public static Location? ArgumentLocation(this AttributeData attribute, int position)
    {
        var arguments = PositionalArguments(attribute);
        return position < arguments.Length ? arguments[position].Expression.GetLocation() : attribute.Location();
    }

    /// <summary>Where a named argument's value stands; the whole attribute where it is not given.</summary>
    public static Location? ArgumentLocation(this AttributeData attribute, string name) =>
        NamedArgument(attribute, name)?.Expression.GetLocation() ?? attribute.Location();

    /// <summary>Where an element of the only, <c>params</c>, argument stands, whether the array is written out or not.</summary>
    public static Location? ElementLocation(this AttributeData attribute, int index)
    {
        var arguments = PositionalArguments(attribute);
        var elements = arguments is [{ Expression: var only }] ? Elements(only) : [.. arguments.Select(argument => argument.Expression)];
        return index < elements.Length ? elements[index].GetLocation() : attribute.Location();
    }

    /// <summary>Where an element of a named argument, an array, stands.</summary>
    public static Location? ElementLocation(this AttributeData attribute, string name, int index)
    {
        var elements = NamedArgument(attribute, name) is { Expression: var array } ? Elements(array) : [];
        return index < elements.Length ? elements[index].GetLocation() : attribute.Location();
    }

    /// <summary>Where the type argument of a generic attribute stands.</summary>
    public static Location? TypeArgumentLocation(this AttributeData attribute)
    {
        var list = Syntax(attribute)?.Name.DescendantNodesAndSelf().OfType<TypeArgumentListSyntax>().FirstOrDefault();
        return list?.Arguments.FirstOrDefault()?.GetLocation() ?? attribute.Location();
    }

    /// <summary>The declaration that an attribute stands on.</summary>
    public static TypeDeclarationSyntax? Declaration(this AttributeData attribute) =>
        Syntax(attribute)?.FirstAncestorOrSelf<TypeDeclarationSyntax>();

    private static AttributeSyntax? Syntax(AttributeData attribute) => attribute.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax;

    private static AttributeArgumentSyntax? NamedArgument(AttributeData attribute, string name) =>
        (Syntax(attribute)?.ArgumentList?.Arguments ?? default).FirstOrDefault(given => given.NameEquals?.Name.Identifier.ValueText == name);

    /// <summary>What an array is written of.</summary>
    private static ExpressionSyntax[] Elements(ExpressionSyntax array) => array switch
    {
        ArrayCreationExpressionSyntax { Initializer: { } items } => [.. items.Expressions],
        ImplicitArrayCreationExpressionSyntax { Initializer: var items } => [.. items.Expressions],
        CollectionExpressionSyntax list => [.. list.Elements.OfType<ExpressionElementSyntax>().Select(element => element.Expression)],
        _ => [array],
    };

    private static AttributeArgumentSyntax[] PositionalArguments(AttributeData attribute) =>
        [.. (Syntax(attribute)?.ArgumentList?.Arguments ?? default).Where(argument => argument.NameEquals is null)];
}
