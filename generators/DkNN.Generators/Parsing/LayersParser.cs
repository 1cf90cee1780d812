using DkNN.Generators.Diagnostics;
using DkNN.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DkNN.Generators.Parsing;

/// <summary>Reads an architecture's layers, those of its blocks too, and infers each one's shape.</summary>
internal static class LayersParser
{
    /// <summary>Members that the generator adds to an architecture, a selection or a layer's constants.</summary>
    private static readonly string[] GeneratedNames =
    [
        "All", "ComputeLogits", "Create", "Extract", "Info", "LayerCount", "Layers", "ToArray", "TotalNeurons",
        "BytesPerImage", "Channels", "Height", "Kind", "Name", "Neurons", "Position", "Width",
    ];

    /// <summary>The layers and blocks; not of use where a mistake was found.</summary>
    public static (EquatableArray<LayerModel> Layers, EquatableArray<BlockUse> Blocks) Parse(
        Declaration declaration, Shape? input, int classes)
    {
        var (type, _, compilation, findings) = declaration;
        var reserved = declaration.Attribute.Declaration() is null ? null : ReservedNames(compilation.GetTypeByMetadataName(KnownNames.Network));
        var members = new MemberReader(type, arguments: null, reserved, findings).Read();
        InputNames.Check(members, findings);
        if (members.Count == 0) findings.Report(Descriptors.NoLayers, declaration.NameLocation, type.Name);
        var graph = new GraphBuilder(reserved, findings);
        var output = graph.Add(members, input is null ? null : new LayerInput(LayerInput.Images, input));
        if (output is not null && members.Count > 0 && classes >= 2 && output.Shape.Size != classes)
        {
            var last = members[members.Count - 1];
            findings.Report(Descriptors.OutputIsNotClasses, last.NameLocation, last.Name, output.Shape.Size, classes);
        }
        return (graph.Layers.ToEquatableArray(), graph.Blocks.ToEquatableArray());
    }

    /// <summary>What the generator adds, and what a network inherits: hiding that would change what the base class does.</summary>
    public static HashSet<string> ReservedNames(INamedTypeSymbol? network)
    {
        var names = new HashSet<string>(GeneratedNames, StringComparer.Ordinal);
        for (var type = network; type is not null; type = type.BaseType)
        {
            names.UnionWith(
                type.GetMembers().Where(member => member.DeclaredAccessibility is not Accessibility.Private).Select(member => member.Name));
        }
        return names;
    }
}
