using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DkNN.Generators.Parsing;

/// <summary>Where members stand: in the architecture itself, or in blocks.</summary>
/// <param name="Outer">The architecture's member that they belong to; null for its own.</param>
/// <param name="Blocks">Names of the blocks around, outermost first, each with its prefix.</param>
/// <param name="Types">Classes of those blocks.</param>
internal sealed record LayerPlace(LayerMember? Outer, ImmutableArray<string> Blocks, ImmutableArray<ISymbol> Types)
{
    public static LayerPlace Architecture { get; } = new(null, [], []);

    public string Prefix => Blocks.IsEmpty ? "" : Blocks[Blocks.Length - 1];

    public LayerPlace Inside(LayerMember block) => new(Outer ?? block, Blocks.Add(Prefix + block.Name), Types.Add(block.Block!));

    /// <summary>Where a mistake is reported: in a block's layer it is the use of the block that is at fault.</summary>
    public Location? Locate(LayerMember member, Func<AttributeData, Location?> own) =>
        Outer is null ? own(member.Attribute!) : Outer.Attribute!.Location();
}
