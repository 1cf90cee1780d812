using DkNN.Generators.Diagnostics;
using DkNN.Generators.Emission;
using DkNN.Generators.Models;
using DkNN.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DkNN.Generators;

/// <summary>
/// Makes networks of architectures, typed activations of layer selections, binders of options types, and the manifest of a plugin
/// assembly. A malformed declaration generates nothing; <see cref="DeclarationAnalyzer"/> says why.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class PluginGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var architectures = Declared(context, KnownNames.ArchitectureAttribute, ArchitectureParser.Parse, TrackingNames.Architectures);
        var selections = Declared(context, KnownNames.LayerSelectionAttribute, SelectionParser.Parse, TrackingNames.Selections);
        var attacks = Declared(context, KnownNames.AttackAttribute, PluginClassParser.ParseAttack, TrackingNames.Attacks);
        var indexes = Declared(context, KnownNames.NeighborIndexAttribute, PluginClassParser.ParseIndex, TrackingNames.Indexes);
        var space = context.CompilationProvider.Select((compilation, _) => Code.NamespaceOf(compilation.AssemblyName ?? ""));

        var classes = attacks.Collect().Combine(indexes.Collect()).Select((both, _) => both.Left.AddRange(both.Right).ToEquatableArray());
        var options = classes
            .SelectMany((plugins, _) => plugins.Select(plugin => plugin.Options).Distinct())
            .WithTrackingName(TrackingNames.Options);
        var offered = selections.Where(selection => selection.OwnNetwork)
            .Select((selection, _) => new SelectionEntry(selection.Type.FullName, selection.Network));
        var manifest = architectures.Select((architecture, _) => ManifestBuilder.Entry(architecture)).Collect()
            .Combine(classes)
            .Combine(offered.Collect())
            .Combine(space)
            .Select((all, _) => ManifestBuilder.Build(
                all.Right, all.Left.Left.Left.Concat(all.Left.Left.Right.Select(ManifestBuilder.Entry)), all.Left.Right))
            .WithTrackingName(TrackingNames.Manifest);

        context.RegisterSourceOutput(
            architectures,
            (output, model) => output.AddSource(GeneratedType.FileName(model.Type.MetadataName), ArchitectureEmitter.Emit(model)));
        context.RegisterSourceOutput(
            selections, (output, model) => output.AddSource(GeneratedType.FileName(model.Type.MetadataName), SelectionEmitter.Emit(model)));
        context.RegisterSourceOutput(options.Combine(space), (output, model) =>
            output.AddSource(GeneratedType.FileName(model.Left.MetadataName, "Binder"), BinderEmitter.Emit(model.Left, model.Right)));
        context.RegisterSourceOutput(manifest, (output, model) =>
        {
            if (model is not null) output.AddSource(ManifestEmitter.FileName, ManifestEmitter.Emit(model));
        });
    }

    private static IncrementalValuesProvider<TModel> Declared<TModel>(
        IncrementalGeneratorInitializationContext context, string attribute, Func<Declaration, TModel?> parse, string step)
        where TModel : class =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(attribute, static (node, _) => node is TypeDeclarationSyntax, (source, cancellation) =>
            {
                cancellation.ThrowIfCancellationRequested();
                var type = (INamedTypeSymbol)source.TargetSymbol;
                // An attribute repeated on another part of the type is the compiler's to refuse, and must not generate twice.
                return type.Attribute(attribute) is { } first && first.Declaration() == source.TargetNode
                    ? parse(new Declaration(type, first, source.SemanticModel.Compilation, new Findings()))
                    : null;
            })
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(step);
}
