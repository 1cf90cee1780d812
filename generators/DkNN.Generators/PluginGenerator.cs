using DkNN.Generators.Emission;
using DkNN.Generators.Incremental;
using DkNN.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DkNN.Generators;

/// <summary>
/// Makes networks of architectures, typed activations of layer selections, descriptions of blocks, binders of options types, and the
/// manifest of a plugin assembly. A malformed declaration gets a stub, so that the compiler goes on to <see cref="DeclarationAnalyzer"/>, which says
/// what is wrong.
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
        var stubs = files.SelectMany((all, _) => all.SelectMany(file => file.Stubs)).WithTrackingName(TrackingNames.Stubs);
        var hidden = files.Select((all, _) => all.SelectMany(file => file.Hidden).ToEquatableArray());
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
        context.RegisterSourceOutput(stubs.Combine(names), (output, model) =>
            output.AddSource(model.Right.For(GeneratedType.FileName(model.Left.Type)), StubEmitter.Emit(model.Left)));
        context.RegisterSourceOutput(hidden, (output, mistakes) =>
        {
            foreach (var mistake in mistakes) output.ReportDiagnostic(mistake);
        });
        context.RegisterSourceOutput(options.Combine(names).Combine(space), (output, model) => output.AddSource(
            model.Left.Right.For(BinderEmitter.FileName(model.Left.Left)), BinderEmitter.Emit(model.Left.Left, model.Right)));
        context.RegisterSourceOutput(manifest, (output, model) =>
        {
            if (model is not null) output.AddSource(ManifestEmitter.FileName, ManifestEmitter.Emit(model));
        });
    }
}
