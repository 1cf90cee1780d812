using DkNN.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace DkNN.Generators.Parsing;

/// <summary>Reads a block where it is used.</summary>
internal static class BlockMembers
{
    /// <summary>The members; null where the block is malformed, which its own declaration is told.</summary>
    public static IReadOnlyList<LayerMember>? Of(INamedTypeSymbol block, BlockArguments arguments)
    {
        var findings = new Findings();
        var members = new MemberReader(block, arguments, reserved: null, findings).Read();
        InputNames.Check(members, findings);
        return findings.Any || members.Count == 0 ? null : members;
    }
}
