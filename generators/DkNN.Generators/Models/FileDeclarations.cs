using Microsoft.CodeAnalysis;

namespace DkNN.Generators.Models;

/// <summary>The declarations of one file.</summary>
/// <param name="Architectures">The well-formed architectures.</param>
/// <param name="Selections">The well-formed selections.</param>
/// <param name="Blocks">The well-formed blocks.</param>
/// <param name="Classes">The well-formed attacks and indexes.</param>
/// <param name="Stubs">What stands in for malformed ones.</param>
/// <param name="Hidden">What is wrong with those that no stub can stand in for, where the compiler would never ask the analyzer.</param>
internal sealed record FileDeclarations(
    EquatableArray<ArchitectureModel> Architectures,
    EquatableArray<SelectionModel> Selections,
    EquatableArray<BlockModel> Blocks,
    EquatableArray<PluginClassModel> Classes,
    EquatableArray<StubModel> Stubs,
    EquatableArray<Diagnostic> Hidden);
