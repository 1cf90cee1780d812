using DkNN.Generators.Diagnostics;
using DkNN.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DkNN.Generators.Parsing;

/// <summary>Reads a class with [LayerBlock].</summary>
internal static class BlockParser
{
    /// <summary>Members that the generator adds to a block, and those of every object.</summary>
    private static readonly HashSet<string> ReservedNames =
        new(["Layers", "Equals", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString", "Finalize"], StringComparer.Ordinal);

    /// <summary>The model, or null where a mistake was found, here or in a block within.</summary>
    public static BlockModel? Parse(Declaration declaration)
    {
        var (type, attribute, _, findings) = declaration;
        declaration.RequireReachable();
        declaration.RequireNotGeneric();
        declaration.RequirePartialContainers();
        if (!type.IsSealed || type.IsStatic || type.IsRecord || attribute.Declaration()?.IsPartial() != true)
        {
            findings.Report(Descriptors.NotSealedPartialBlock, declaration.NameLocation, type.Name);
        }
        var members = new MemberReader(type, BlockArguments.Any, ReservedNames, findings).Read();
        InputNames.Check(members, findings);
        if (members.Count == 0) findings.Report(Descriptors.NoLayers, declaration.NameLocation, type.Name);

        var layers = new List<(string, int, bool)>();
        var blocks = new List<BlockUse>();
        long position = 0;
        foreach (var member in members)
        {
            long count = 1;
            bool isDocumented = member.IsDocumented;
            if (member.Block is null) layers.Add((member.Name, (int)position, isDocumented));
            else
            {
                count = Count(member, type, findings);
                blocks.Add(new BlockUse(member.Name, member.Block.FullName(), (int)position, (int)count, isDocumented));
            }
            position += count;
            if (position <= LayerGraph.MostLayers) continue;
            findings.Report(Descriptors.TooManyLayers, member.NameLocation, type.Name, LayerGraph.MostLayers);
            break;
        }
        return findings.Any ? null : new BlockModel(type.ToDeclaredType(), layers.ToEquatableArray(), blocks.ToEquatableArray());
    }

    /// <summary>Layers of a block within a block, at most one more than is allowed.</summary>
    private static long Count(LayerMember use, INamedTypeSymbol outer, Findings findings)
    {
        var counts = new Dictionary<ISymbol, long?>(SymbolEqualityComparer.Default) { [outer] = null };
        long? count = CountOf(use.Block!);
        if (count is null) findings.LeaveToCompiler();
        return count ?? 1;

        long? CountOf(INamedTypeSymbol block)
        {
            if (counts.TryGetValue(block, out long? known))
            {
                // Met on the way down: a circle. Only the block that it leads back to can be told where.
                if (known is null && SymbolEqualityComparer.Default.Equals(block, outer))
                {
                    findings.Report(Descriptors.BlockContainsItself, use.NameLocation, use.Name, outer.Name);
                }
                return known;
            }
            counts[block] = null;
            if (BlockMembers.Of(block, BlockArguments.Any) is not { } members) return null;
            long sum = 0;
            foreach (var member in members)
            {
                if ((member.Block is null ? 1 : CountOf(member.Block)) is not { } some) return null;
                sum = Math.Min(LayerGraph.MostLayers + 1, sum + some);
            }
            counts[block] = sum;
            return sum;
        }
    }
}
