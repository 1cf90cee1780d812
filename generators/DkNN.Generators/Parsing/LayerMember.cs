using DkNN.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DkNN.Generators.Parsing;

/// <summary>A property that declares a layer or a block, read without regard to shapes.</summary>
/// <param name="Property">The property.</param>
/// <param name="Attribute">Its first layer attribute; null where it has none.</param>
/// <param name="Operation">What a layer computes; null for a block or where a mistake was found.</param>
/// <param name="Activation">The function applied to that.</param>
/// <param name="Block">The block's class; null for a layer or where a mistake was found.</param>
/// <param name="Arguments">What the block is used with.</param>
internal sealed record LayerMember(
    IPropertySymbol Property,
    AttributeData? Attribute,
    LayerOperation? Operation,
    ActivationFunction Activation,
    INamedTypeSymbol? Block,
    BlockArguments Arguments)
{
    public string Name => Property.Name;

    /// <summary>The name that is read; empty for the member before.</summary>
    public string From { get; } = Attribute?.Text("From") ?? "";

    /// <summary>What a sum or a concatenation reads besides.</summary>
    public IReadOnlyList<string> Others { get; } =
        Operation is LayerOperation.Add or LayerOperation.Concatenate
        && Attribute!.Argument(0) is { Kind: TypedConstantKind.Array, IsNull: false } names
            ? [.. names.Values.Select(name => name.Scalar() as string ?? "")]
            : [];

    public bool IsMalformed => Operation is null && Block is null;

    /// <summary>Whether its author documented it.</summary>
    public bool IsDocumented =>
        Property.DeclaringSyntaxReferences is [var first, ..]
        && first.GetSyntax().GetLeadingTrivia().Any(SyntaxKind.SingleLineDocumentationCommentTrivia);

    public Location? NameLocation => Property.Locations.FirstOrDefault();
}
