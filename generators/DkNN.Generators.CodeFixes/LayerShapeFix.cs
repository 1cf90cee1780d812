using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace DkNN.Generators.CodeFixes;

/// <summary>Gives the last layer as many neurons as there are classes, and Softmax a row to stand on.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class LayerShapeFix : SyntaxFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["DKNN015", "DKNN017"];

    protected override IEnumerable<Mend> Find(SyntaxNode node, Diagnostic diagnostic, SemanticModel model)
    {
        if (node.FirstAncestorOrSelf<PropertyDeclarationSyntax>() is not { Parent: ClassDeclarationSyntax type } property) return [];
        return diagnostic.Id == "DKNN017" ? SetNeurons(property, type) : Flatten(property, type);
    }

    private static IEnumerable<Mend> SetNeurons(PropertyDeclarationSyntax property, ClassDeclarationSyntax type)
    {
        var neurons = Attribute(property, "Dense")?.ArgumentList?.Arguments
            .FirstOrDefault(argument => argument.NameEquals is null)?.Expression;
        var classes = Attribute(type, "Architecture")?.ArgumentList?.Arguments
            .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == "Classes")?.Expression;
        if (neurons is null || classes is null) return [];
        return [new($"Set the neurons to {classes}", neurons, classes.WithTriviaFrom(neurons))];
    }

    /// <summary>Only where Softmax is a layer of its own after the one before: a layer between then changes nothing else.</summary>
    private static IEnumerable<Mend> Flatten(PropertyDeclarationSyntax property, ClassDeclarationSyntax type)
    {
        if (Attribute(property, "Activate") is not { ArgumentList.Arguments.Count: 1 }) return [];
        var taken = type.Members.OfType<PropertyDeclarationSyntax>().Select(member => member.Identifier.ValueText).ToImmutableHashSet();
        int number = 1;
        while (taken.Contains($"Flatten{number}")) number++;
        var flatten = SyntaxFactory.ParseMemberDeclaration($"[Flatten] public partial Layer Flatten{number} {{ get; }}\n")!
            .WithAdditionalAnnotations(Formatter.Annotation);
        return [new("Flatten before it", type, type.WithMembers(type.Members.Insert(type.Members.IndexOf(property), flatten)))];
    }

    private static AttributeSyntax? Attribute(MemberDeclarationSyntax member, string name) =>
        member.AttributeLists.SelectMany(list => list.Attributes).FirstOrDefault(attribute =>
            attribute.Name.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().LastOrDefault()?.Identifier.ValueText is { } text
            && (text == name || text == name + "Attribute"));
}
