using System.Collections.Immutable;

namespace DkNN.Generators.Models;

/// <summary>A kind of plugin that is a class with an attribute and a contract. Another kind of such plugins is another line here.</summary>
/// <param name="Kind">What the plugins add.</param>
/// <param name="Word">The kind as messages and the command line name it.</param>
/// <param name="Attribute">Metadata name of the attribute that declares one.</param>
/// <param name="Contracts">Metadata names of the contracts, of which a class implements one.</param>
/// <param name="ContractNames">The contracts as a person writes them.</param>
/// <param name="Descriptor">The class whose Create wraps a plugin.</param>
/// <param name="NeedsTorch">Whether the contracts are in DkNN.Torch.</param>
internal sealed record PluginClassKind(
    PluginKind Kind,
    string Word,
    string Attribute,
    ImmutableArray<string> Contracts,
    string ContractNames,
    string Descriptor,
    bool NeedsTorch = false)
{
    /// <summary>All kinds.</summary>
    public static ImmutableArray<PluginClassKind> All { get; } =
    [
        new(
            PluginKind.Attack,
            "attack",
            "DkNN.AttackAttribute",
            ["DkNN.Torch.IAttack`1", "DkNN.Torch.IBlackBoxAttack`1"],
            "IAttack<TOptions> and IBlackBoxAttack<TOptions>",
            "DkNN.Torch.AttackPlugin",
            NeedsTorch: true),
        new(
            PluginKind.NeighborIndex,
            "index",
            "DkNN.NeighborIndexAttribute",
            ["DkNN.INeighborIndexFactory`1"],
            "INeighborIndexFactory<TOptions>",
            "DkNN.NeighborIndexPlugin"),
        new(PluginKind.Score, "score", "DkNN.ScoreAttribute", ["DkNN.IScore`1"], "IScore<TOptions>", "DkNN.ScorePlugin"),
    ];

    /// <summary>The kind that an attribute declares; null for another attribute.</summary>
    /// <param name="attribute">Metadata name of the attribute.</param>
    public static PluginClassKind? Of(string attribute) => All.FirstOrDefault(kind => kind.Attribute == attribute);

    /// <summary>The kind's line.</summary>
    /// <param name="kind">A kind that is declared by classes.</param>
    public static PluginClassKind Of(PluginKind kind) => All.First(known => known.Kind == kind);
}
