using DkNN.Generators.Emission;
using DkNN.Generators.Incremental;
using Microsoft.CodeAnalysis;

namespace DkNN.Generators;

/// <summary>
/// Makes networks of architectures, typed activations of layer selections, descriptions of blocks, binders of options types, and the
/// manifest of a plugin assembly. A malformed declaration generates nothing; <see cref="DeclarationAnalyzer"/> says why.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class PluginGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var reader = new DeclarationReader();
        var files = context.CompilationProvider.SelectMany(reader.Read);
        var architectures = files.SelectMany((file, _) => file.Architectures).WithTrackingName(TrackingNames.Architectures);
        var selections = files.SelectMany((file, _) => file.Selections).WithTrackingName(TrackingNames.Selections);
        var blocks = files.SelectMany((file, _) => file.Blocks).WithTrackingName(TrackingNames.Blocks);
        var all = files.Collect();
        var space = context.CompilationProvider.Select((compilation, _) => Code.NamespaceOf(compilation.AssemblyName ?? ""));

        var options = all
            .SelectMany((found, _) => found.SelectMany(file => file.Classes).Select(plugin => plugin.Options).Distinct())
            .WithTrackingName(TrackingNames.Options);
        var manifest = all.Combine(space)
            .Select((found, _) => ManifestBuilder.Build(found.Right, found.Left))
            .WithTrackingName(TrackingNames.Manifest);
        var names = all.Select((found, _) => FileNames.Of(found));

        context.RegisterSourceOutput(architectures.Combine(names), (output, model) =>
            output.AddSource(model.Right.For(GeneratedType.FileName(model.Left.Type)), ArchitectureEmitter.Emit(model.Left)));
        context.RegisterSourceOutput(selections.Combine(names), (output, model) =>
            output.AddSource(model.Right.For(GeneratedType.FileName(model.Left.Type)), SelectionEmitter.Emit(model.Left)));
        context.RegisterSourceOutput(blocks.Combine(names), (output, model) =>
            output.AddSource(model.Right.For(GeneratedType.FileName(model.Left.Type)), BlockEmitter.Emit(model.Left)));
        context.RegisterSourceOutput(options.Combine(names).Combine(space), (output, model) => output.AddSource(
            model.Left.Right.For(BinderEmitter.FileName(model.Left.Left)), BinderEmitter.Emit(model.Left.Left, model.Right)));
        context.RegisterSourceOutput(manifest, (output, model) =>
        {
            if (model is not null) output.AddSource(ManifestEmitter.FileName, ManifestEmitter.Emit(model));
        });
    }
}
