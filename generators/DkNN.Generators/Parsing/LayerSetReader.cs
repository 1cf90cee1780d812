using System.Globalization;
using DkNN.Generators.Diagnostics;
using DkNN.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DkNN.Generators.Parsing;

/// <summary>Reads one [LayerSelection] or [LayerExclusion].</summary>
/// <param name="attribute">The attribute.</param>
/// <param name="selection">Name of the struct.</param>
/// <param name="network">Name of the architecture's class.</param>
/// <param name="layers">Its layers.</param>
/// <param name="findings">Where mistakes go.</param>
internal sealed class LayerSetReader(
    AttributeData attribute, string selection, string network, EquatableArray<LayerModel> layers, Findings findings)
{
    /// <summary>Positions of the layers, ascending; none where a mistake was found.</summary>
    public IReadOnlyCollection<int> Read()
    {
        if (attribute.AttributeConstructor is null)
        {
            findings.LeaveToCompiler();
            return [];
        }
        if (Choose() is not { } chosen || Narrow(chosen) is not { } narrowed) return [];
        return [.. narrowed.Select(layer => layer.Position)];
    }

    /// <summary>The layers by kind or by name, or all; null where a mistake was found.</summary>
    private IEnumerable<LayerModel>? Choose()
    {
        if (attribute.ConstructorArguments.IsEmpty) return layers;
        var choices = attribute.ConstructorArguments[0];
        if (choices.Kind is not TypedConstantKind.Array || choices.IsNull || choices.Values.IsEmpty)
        {
            findings.Report(Descriptors.EmptySelection, attribute.Location(), selection);
            return null;
        }
        var chosen = new SortedSet<int>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        bool failed = false;
        for (int index = 0; index < choices.Values.Length; index++)
        {
            var choice = choices.Values[index];
            bool isKind = choice.Kind is TypedConstantKind.Enum;
            string text = choice.MemberName() ?? $"{choice.Scalar()}";
            var matches = isKind ? OfKind(text) : Named(text);
            var location = attribute.ElementLocation(index);
            if (!seen.Add(text)) findings.Report(Descriptors.SelectedTwice, location, text);
            else if (matches.Length > 0) chosen.UnionWith(matches);
            else if (isKind) findings.Report(Descriptors.AbsentLayerKind, location, network, text, Kinds());
            else findings.ReportMistyped(Descriptors.UnknownLayer, location, text, [.. layers.Select(layer => layer.Name)], network, text);
            failed |= matches.Length == 0;
        }
        return failed ? null : chosen.Select(position => layers[position]);
    }

    private int[] OfKind(string kind) => [.. layers.Where(layer => layer.Operation.Kind == kind).Select(layer => layer.Position)];

    /// <summary>The layer of a name, or the last one of a block of that name.</summary>
    private int[] Named(string name) =>
    [
        .. layers.Where(layer => layer.Name == name).Take(1)
            .DefaultIfEmpty(layers.LastOrDefault(layer => layer.Blocks.Contains(name)))
            .Where(layer => layer is not null)
            .Select(layer => layer!.Position),
    ];

    private IEnumerable<LayerModel>? Narrow(IEnumerable<LayerModel> chosen)
    {
        if (!TryLimit("MaxNeurons", out int? most) || !TryLimit("Last", out int? last)) return null;
        if (attribute.Text("Block") is { Length: > 0 } block)
        {
            string[] blocks = [.. layers.SelectMany(layer => layer.Blocks).Distinct()];
            var location = attribute.ArgumentLocation("Block");
            if (blocks.Length == 0)
            {
                findings.Report(Descriptors.UnknownBlock, location, network, block, "It has none at all");
                return null;
            }
            if (!blocks.Contains(block))
            {
                findings.ReportMistyped(Descriptors.UnknownBlock, location, block, blocks, network, block);
                return null;
            }
            chosen = chosen.Where(layer => layer.Blocks.Contains(block));
            if (!Remain(chosen, location, $"chosen here is in block '{block}'")) return null;
        }
        if (most is not null)
        {
            chosen = chosen.Where(layer => layer.Output.Size <= most);
            string atMost = $"chosen here has at most {most.Value.ToString(CultureInfo.InvariantCulture)} neurons";
            if (!Remain(chosen, attribute.ArgumentLocation("MaxNeurons"), atMost)) return null;
        }
        if (last is null) return chosen;
        var found = chosen.ToList();
        if (last <= found.Count) return found.Skip(found.Count - last.Value);
        Refuse("Last", last.Value, $"at most {found.Count.ToString(CultureInfo.InvariantCulture)}, the layers that there are");
        return null;
    }

    private bool Remain(IEnumerable<LayerModel> chosen, Location? location, string what)
    {
        if (chosen.Any()) return true;
        findings.Report(Descriptors.NothingMatches, location, network, what);
        return false;
    }

    private bool TryLimit(string name, out int? limit)
    {
        limit = null;
        if (attribute.NamedArguments.All(argument => argument.Key != name)) return true;
        if (attribute.Argument(name).Scalar() is not int value)
        {
            findings.LeaveToCompiler();
            return false;
        }
        if (value < 0) Refuse(name, value, "at least 1, or 0 for no limit");
        limit = value > 0 ? value : null;
        return value >= 0;
    }

    private void Refuse(string name, int value, string wanted) =>
        findings.Report(Descriptors.SelectionLimitOutOfRange, attribute.ArgumentLocation(name), name, value, wanted);

    private string Kinds() => string.Join(", ", layers.Select(layer => layer.Operation.Kind).Distinct());
}
