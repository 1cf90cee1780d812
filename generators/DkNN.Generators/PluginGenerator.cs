using DkNN.Generators.Emission;
using DkNN.Generators.Incremental;
using DkNN.Generators.Models;
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
        // One value for all files, and not one each: Roslyn mixes up the items of files that have none, and of files that come and go.
        var files = context.CompilationProvider.Select((compilation, token) => reader.Read(compilation, token).ToEquatableArray());
        var architectures = files.SelectMany((all, _) => all.SelectMany(file => file.Architectures))
            .WithTrackingName(TrackingNames.Architectures);
        var selections = files.SelectMany((all, _) => all.SelectMany(file => file.Selections)).WithTrackingName(TrackingNames.Selections);
        var blocks = files.SelectMany((all, _) => all.SelectMany(file => file.Blocks)).WithTrackingName(TrackingNames.Blocks);
        var space = context.CompilationProvider.Select((compilation, _) => Code.NamespaceOf(compilation.AssemblyName ?? ""));

        var options = files
            .SelectMany((all, _) => all.SelectMany(file => file.Classes).Select(plugin => plugin.Options).Distinct())
            .WithTrackingName(TrackingNames.Options);
        var manifest = files.Combine(space)
            .Select((all, _) => ManifestBuilder.Build(all.Right, all.Left))
            .WithTrackingName(TrackingNames.Manifest);
        var names = files.Select((all, _) => FileNames.Of(all));

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
