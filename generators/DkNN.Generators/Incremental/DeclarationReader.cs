using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using DkNN.Generators.Diagnostics;
using DkNN.Generators.Models;
using DkNN.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DkNN.Generators.Incremental;

/// <summary>
/// Reads the declarations of a compilation, and those of an unchanged file only once. Roslyn's own provider for attributes asks each of
/// them anew for its meaning after every edit, which takes half a second in a project of 500 architectures. Here a file's declarations
/// are read again only when the file, a file that declares a type of a name that occurs in it, directly or through others, or
/// what surrounds all files has changed.
/// </summary>
internal sealed class DeclarationReader
{
    private readonly ConditionalWeakTable<SyntaxTree, FileMemory> _memory = new();
    private Surroundings? _surroundings;

    /// <summary>Reads all files, in their order; files without declarations are left out.</summary>
    public IReadOnlyList<FileDeclarations> Read(Compilation compilation, CancellationToken cancellation)
    {
        var files = new List<TreeSummary>();
        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Memory(tree).Summary(tree, cancellation) is { } file) files.Add(file);
        }
        var surroundings = Current(new Surroundings(compilation, files));
        var aliases = new HashSet<string>(files.Where(file => file.HasGlobalUsings).SelectMany(file => file.Aliases), StringComparer.Ordinal);
        var dependencies = new FileDependencies(files);
        var all = new List<FileDeclarations>();
        for (int file = 0; file < files.Count; file++)
        {
            var candidates = files[file].Candidates(aliases);
            if (candidates.IsEmpty) continue;
            cancellation.ThrowIfCancellationRequested();
            var needed = dependencies.Of(file);
            var memory = Memory(files[file].Tree);
            all.Add(memory.Recall(surroundings, needed)
                ?? memory.Keep(surroundings, needed, Read(compilation, files[file].Tree, candidates)));
        }
        return all;
    }

    private static FileDeclarations Read(Compilation compilation, SyntaxTree tree, ImmutableArray<TypeDeclarationSyntax> candidates)
    {
        var architectures = new List<ArchitectureModel>();
        var selections = new List<SelectionModel>();
        var blocks = new List<BlockModel>();
        var classes = new List<PluginClassModel>();
        var stubs = new List<StubModel>();
        var hidden = new List<Diagnostic>();
        var model = compilation.GetSemanticModel(tree);
        foreach (var node in candidates)
        {
            if (model.GetDeclaredSymbol(node) is not INamedTypeSymbol type) continue;
            Add(architectures, KnownNames.ArchitectureAttribute, ArchitectureParser.Parse);
            Add(selections, KnownNames.LayerSelectionAttribute, SelectionParser.Parse);
            Add(blocks, KnownNames.LayerBlockAttribute, BlockParser.Parse);
            foreach (var kind in PluginClassKind.All) Add(classes, kind.Attribute, declaration => PluginClassParser.Parse(declaration, kind));
            Read(StrayLayers.Of(type), declaration =>
            {
                StrayLayers.Report(declaration);
                return false;
            });

            void Add<TModel>(List<TModel> models, string attribute, Func<Declaration, TModel?> parse)
                where TModel : class => Read(type.Attribute(attribute), declaration =>
            {
                if (parse(declaration) is not { } found) return false;
                models.Add(found);
                return true;
            });

            void Read(AttributeData? first, Func<Declaration, bool> parse)
            {
                // An attribute repeated on another part of the type must not generate twice.
                if (first is null || first.Declaration() != node) return;
                var mistakes = new List<Diagnostic>();
                var declaration = new Declaration(type, first, compilation, new Findings(mistakes.Add));
                if (!parse(declaration) && Stub.Of(declaration) is { } stub) stubs.Add(stub);
                if (Stub.IsImpossible(type)) hidden.AddRange(mistakes);
            }
        }
        return new FileDeclarations(
            architectures.ToEquatableArray(),
            selections.ToEquatableArray(),
            blocks.ToEquatableArray(),
            classes.ToEquatableArray(),
            stubs.GroupBy(stub => stub.Type).Select(several => several.First()).ToEquatableArray(),
            hidden.ToEquatableArray());
    }

    private FileMemory Memory(SyntaxTree tree) => _memory.GetValue(tree, static _ => new FileMemory());

    /// <summary>The surroundings as one object for as long as they stay the same, so that files compare them by reference.</summary>
    private Surroundings Current(Surroundings found)
    {
        var last = _surroundings;
        if (last is not null && last.IsSameAs(found)) return last;
        _surroundings = found;
        return found;
    }

    /// <summary>What is known of one version of a file. Runs that overlap may both read it; each sees a whole answer.</summary>
    private sealed class FileMemory
    {
        private TreeSummary? _summary;
        private Answer? _answer;

        public TreeSummary? Summary(SyntaxTree tree, CancellationToken cancellation) => _summary ??= TreeSummary.Of(tree, cancellation);

        public FileDeclarations? Recall(Surroundings surroundings, List<SyntaxTree> needed)
        {
            if (_answer is not { } answer || answer.Surroundings != surroundings || answer.Needed.Length != needed.Count) return null;
            for (int file = 0; file < needed.Count; file++)
            {
                if (answer.Needed[file] != needed[file]) return null;
            }
            return answer.Declarations;
        }

        public FileDeclarations Keep(Surroundings surroundings, List<SyntaxTree> needed, FileDeclarations declarations)
        {
            _answer = new Answer(surroundings, [.. needed], declarations);
            return declarations;
        }

        private sealed record Answer(Surroundings Surroundings, ImmutableArray<SyntaxTree> Needed, FileDeclarations Declarations);
    }
}
