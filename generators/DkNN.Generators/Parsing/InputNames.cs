using DkNN.Generators.Diagnostics;
using DkNN.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DkNN.Generators.Parsing;

/// <summary>The names by which the members of an architecture or a block read one another.</summary>
internal static class InputNames
{
    /// <summary>What an architecture or block itself reads; DkNN.Layer.Input.</summary>
    public const string Outside = "<input>";

    /// <summary>What a member reads, given the name of the one before it.</summary>
    public static IEnumerable<string> Of(LayerMember member, string before) => [member.From.Length > 0 ? member.From : before, .. member.Others];

    /// <summary>Reports names of what is not there or comes later, repetitions, and members that nothing reads.</summary>
    public static void Check(IReadOnlyList<LayerMember> members, Findings findings)
    {
        var earlier = new List<string>();
        var read = new HashSet<string>(StringComparer.Ordinal);
        bool allRead = true;
        for (int index = 0; index < members.Count; index++)
        {
            var member = members[index];
            string before = index > 0 ? members[index - 1].Name : Outside;
            allRead &= !member.IsMalformed && CheckMember(member, before, earlier, members, findings);
            read.UnionWith(Of(member, before));
            earlier.Add(member.Name);
        }
        // A name that was mistyped would make another layer look unread.
        foreach (var member in members.Take(allRead ? members.Count - 1 : 0))
        {
            if (!read.Contains(member.Name)) findings.Report(Descriptors.UnreadLayer, member.NameLocation, member.Name);
        }
    }

    private static bool CheckMember(
        LayerMember member, string before, List<string> earlier, IReadOnlyList<LayerMember> members, Findings findings)
    {
        var attribute = member.Attribute!;
        bool known = member.From.Length == 0 || Resolve(member.From, attribute.ArgumentLocation("From"));
        var seen = new HashSet<string>([member.From.Length > 0 ? member.From : before], StringComparer.Ordinal);
        for (int index = 0; index < member.Others.Count; index++)
        {
            var location = attribute.ElementLocation(index);
            known &= Resolve(member.Others[index], location);
            if (!seen.Add(member.Others[index])) findings.Report(Descriptors.InputRepeated, location, member.Name, member.Others[index]);
        }
        if (member is { Operation: LayerOperation.Add or LayerOperation.Concatenate, Others.Count: 0 })
        {
            findings.Report(Descriptors.NothingToCombine, attribute.Location(), member.Name);
        }
        return known;

        bool Resolve(string name, Location? location)
        {
            if (name == Outside || earlier.Contains(name)) return true;
            if (members.Any(other => other.Name == name)) findings.Report(Descriptors.InputComesLater, location, member.Name, name);
            else findings.ReportMistyped(Descriptors.UnknownInput, location, name, [.. earlier, Outside], member.Name, name);
            return false;
        }
    }
}
