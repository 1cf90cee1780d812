using System.Collections.Immutable;
using DkNN.Generators.Diagnostics;
using DkNN.Generators.Models;
using DkNN.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DkNN.Generators;

/// <summary>
/// Reports what the generator finds wrong with a declaration, at the text at fault, by running the generator's own parsers.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeclarationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var names = new UniqueNames();
            start.RegisterSymbolAction(symbol => Analyze(symbol, names), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => names.Report(end.ReportDiagnostic));
        });
    }

    private static void Analyze(SymbolAnalysisContext context, UniqueNames names)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        // The generator has told what stays hidden from here in a build.
        var findings = new Findings(Stub.IsImpossible(type) ? null : context.ReportDiagnostic);
        foreach (var attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass is not { } attributeClass) continue;
            var declaration = new Declaration(type, attribute, context.Compilation, findings);
            switch (attributeClass.OriginalDefinition.MetadataFullName())
            {
                case KnownNames.ArchitectureAttribute:
                    ArchitectureParser.Parse(declaration);
                    names.AddPlugin("architecture", declaration);
                    break;
                case KnownNames.LayerSelectionAttribute:
                    // Several attributes on a struct are one selection, which the first stands for.
                    if (!attribute.Equals(type.Attribute(KnownNames.LayerSelectionAttribute))) break;
                    if (SelectionParser.Parse(declaration) is { IsOffered: true } selection) names.AddSelection(selection, declaration);
                    break;
                case KnownNames.LayerExclusionAttribute:
                    SelectionParser.RequireSelection(declaration);
                    break;
                case KnownNames.LayerBlockAttribute:
                    BlockParser.Parse(declaration);
                    break;
                case var name when PluginClassKind.Of(name) is { } kind:
                    PluginClassParser.Parse(declaration, kind);
                    names.AddPlugin(kind.Word, declaration);
                    break;
            }
        }
        if (StrayLayers.Of(type) is { } stray) StrayLayers.Report(new Declaration(type, stray, context.Compilation, findings));
    }
}
