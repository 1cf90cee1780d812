using DkNN.Generators.Diagnostics;
using DkNN.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DkNN.Generators.Parsing;

/// <summary>
/// Lays an architecture's members out as one list of layers, blocks in their place, each with its inputs and its shape. What depends on a
/// layer of unknown shape cannot be judged and is left out.
/// </summary>
/// <param name="reserved">Names that no layer may have; null where the architecture is only read.</param>
/// <param name="findings">Where mistakes go.</param>
internal sealed class GraphBuilder(HashSet<string>? reserved, Findings findings)
{
    private readonly List<LayerModel> _layers = [];
    private readonly List<BlockUse> _blocks = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private bool _isFull;

    /// <summary>Every layer, in order of computation.</summary>
    public IReadOnlyList<LayerModel> Layers => _layers;

    /// <summary>The blocks that the architecture itself declares.</summary>
    public IReadOnlyList<BlockUse> Blocks => _blocks;

    /// <summary>Adds an architecture's members.</summary>
    /// <returns>What the last one gives; null where it cannot be told.</returns>
    public LayerInput? Add(IReadOnlyList<LayerMember> members, LayerInput? input)
    {
        var output = Add(members, input, LayerPlace.Architecture);
        foreach (var layer in _layers)
        {
            // The method that applies a layer, and the field that holds its module, must not be another layer's property.
            foreach (string generated in (string[])[$"Apply{layer.Name}", $"__{layer.Name}"])
            {
                if (!_names.Contains(generated)) continue;
                var named = members.FirstOrDefault(member => member.Name == generated) ?? members[0];
                if (reserved is not null) findings.Report(Descriptors.ReservedLayerName, named.NameLocation, generated);
            }
        }
        return output;
    }

    private LayerInput? Add(IReadOnlyList<LayerMember> members, LayerInput? input, LayerPlace place)
    {
        var outputs = new Dictionary<string, LayerInput?>(StringComparer.Ordinal) { [InputNames.Outside] = input };
        string before = InputNames.Outside;
        foreach (var member in members)
        {
            LayerInput?[] inputs =
                [.. InputNames.Of(member, before).Select(name => outputs.TryGetValue(name, out var output) ? output : null)];
            outputs[member.Name] = member.Block is null ? AddLayer(member, inputs, place) : AddBlock(member, inputs[0], place);
            before = member.Name;
        }
        return outputs[before];
    }

    private LayerInput? AddLayer(LayerMember member, LayerInput?[] inputs, LayerPlace place)
    {
        string name = place.Prefix + member.Name;
        RequireFreeName(name, member, place);
        if (member.Operation is not { } operation || inputs.Any(input => input is null)) return null;
        if (!HasRoom(member, place)) return null;
        Shape[] shapes = [.. inputs.Select(input => input!.Shape)];
        if (new ShapeInference(member, name, place, findings).Infer(operation, shapes) is not { } output) return null;
        bool isDocumented = place.Outer is null && member.IsDocumented;
        _layers.Add(new LayerModel(
            name,
            _layers.Count,
            operation,
            member.Activation,
            inputs.Select(input => input!).ToEquatableArray(),
            output,
            place.Blocks.ToEquatableArray(),
            isDocumented));
        return new LayerInput(_layers.Count - 1, output);
    }

    private LayerInput? AddBlock(LayerMember member, LayerInput? input, LayerPlace place)
    {
        var block = member.Block!;
        if (place.Types.Contains(block, SymbolEqualityComparer.Default) || BlockMembers.Of(block, member.Arguments) is not { } members)
        {
            // The block's own declaration has the mistake.
            findings.LeaveToCompiler();
            return null;
        }
        if (!HasRoom(member, place)) return null;
        int first = _layers.Count;
        var output = Add(members, input, place.Inside(member));
        if (place.Outer is null)
        {
            _blocks.Add(new BlockUse(member.Name, block.FullName(), first, _layers.Count - first, member.IsDocumented));
        }
        return output;
    }

    /// <summary>Whether there may be one more layer; reported once where not.</summary>
    private bool HasRoom(LayerMember member, LayerPlace place)
    {
        if (_layers.Count < LayerGraph.MostLayers) return true;
        if (!_isFull)
        {
            string name = place.Prefix + member.Name;
            findings.Report(Descriptors.TooManyLayers, place.Locate(member, AttributeReading.Location), name, LayerGraph.MostLayers);
        }
        _isFull = true;
        return false;
    }

    private void RequireFreeName(string name, LayerMember member, LayerPlace place)
    {
        if (reserved is null) return;
        if (!_names.Add(name)) findings.Report(Descriptors.LayerNameRepeated, place.Locate(member, _ => member.NameLocation), name);
        if (place.Outer is not null && reserved.Contains(name))
        {
            findings.Report(Descriptors.ReservedLayerName, place.Locate(member, _ => member.NameLocation), name);
        }
    }
}
