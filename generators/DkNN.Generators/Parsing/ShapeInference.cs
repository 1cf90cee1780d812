using DkNN.Generators.Diagnostics;
using DkNN.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DkNN.Generators.Parsing;

/// <summary>The shape of a layer's output, by the formulas that the attributes document.</summary>
/// <param name="member">The layer.</param>
/// <param name="name">Its full name.</param>
/// <param name="place">Where mistakes are reported.</param>
/// <param name="findings">Where they go.</param>
internal sealed class ShapeInference(LayerMember member, string name, LayerPlace place, Findings findings)
{
    /// <summary>The output's shape, or null where the layer cannot follow its inputs.</summary>
    public Shape? Infer(LayerOperation operation, IReadOnlyList<Shape> inputs)
    {
        var input = inputs[0];
        bool isImageLayer = operation is LayerOperation.Conv2d or LayerOperation.Pool2d or LayerOperation.GlobalPool2d;
        if (isImageLayer && input.IsRow)
        {
            findings.Report(Descriptors.ImageLayerAfterRow, Whole, name, input.Size);
            return null;
        }
        var output = operation switch
        {
            LayerOperation.Conv2d layer => Convolve(layer, input),
            LayerOperation.Pool2d layer => Window(
                input.Channels, input, layer.Size, layer.Stride, (layer.Padding, layer.Padding), (layer.Padding, layer.Padding),
                place.Locate(member, attribute => attribute.ArgumentLocation(0))),
            LayerOperation.GlobalPool2d => Shape.Row(input.Channels),
            LayerOperation.Dense layer => Shape.Row(layer.Neurons),
            LayerOperation.Flatten => Shape.Row((int)input.Size),
            LayerOperation.Normalize layer => Normalized(layer, input),
            LayerOperation.Add => Sum(inputs),
            LayerOperation.Concatenate => Concatenation(inputs),
            _ => input,
        };
        return output is not null && HasRoom(operation, input, output) && SoftmaxFits(operation, output) ? output : null;
    }

    private Location? Whole => place.Locate(member, AttributeReading.Location);

    private Location? Argument(string argument) => place.Locate(member, attribute => attribute.ArgumentLocation(argument));

    private Shape? Convolve(LayerOperation.Conv2d layer, Shape input)
    {
        long filters = layer.FiltersOn(input);
        int groups = layer.GroupsOn(input);
        if (input.Channels % groups != 0 || filters % groups != 0)
        {
            findings.Report(Descriptors.GroupsDoNotDivide, Argument("Groups"), groups, name, input.Channels, filters);
            return null;
        }
        return Window(
            filters, input, layer.Span, layer.Stride, layer.PaddingOf(input.Height), layer.PaddingOf(input.Width), Argument("Kernel"));
    }

    private Shape? Window(
        long channels, Shape input, long size, int stride, (long Before, long After) rows, (long Before, long After) columns, Location? at)
    {
        long height = input.Height + rows.Before + rows.After, width = input.Width + columns.Before + columns.After;
        if (size > height || size > width)
        {
            findings.Report(Descriptors.WindowLargerThanInput, at, name, size, height, width);
            return null;
        }
        return TryShape(channels, ((height - size) / stride) + 1, ((width - size) / stride) + 1);
    }

    private Shape? Normalized(LayerOperation.Normalize layer, Shape input)
    {
        bool hasMeans = IsForEachChannel(layer.Mean.Count, "Mean", input), hasDeviations = IsForEachChannel(layer.Deviation.Count, "Deviation", input);
        return hasMeans && hasDeviations ? input : null;
    }

    private bool IsForEachChannel(int count, string argument, Shape input)
    {
        if (count == 1 || count == input.Channels) return true;
        string channel = input.IsRow ? "neuron" : "channel";
        var (channels, wanted) = input.Channels == 1
            ? ($"one {channel}", "one value")
            : ($"{input.Channels} {channel}s", $"one value for all, or {input.Channels}");
        findings.Report(
            Descriptors.ValuesAreNotChannels, Argument(argument), argument, name, count == 0 ? "no value" : $"{count} values", channels, wanted);
        return false;
    }

    private Shape? Sum(IReadOnlyList<Shape> inputs)
    {
        if (inputs.All(input => input == inputs[0])) return inputs[0];
        findings.Report(Descriptors.InputShapesDiffer, Whole, name, "adds", Texts(inputs), "of one shape");
        return null;
    }

    private Shape? Concatenation(IReadOnlyList<Shape> inputs)
    {
        var first = inputs[0];
        if (inputs.All(input => input.IsRow == first.IsRow && input.Height == first.Height && input.Width == first.Width))
        {
            long channels = inputs.Sum(input => (long)input.Channels);
            return TryShape(channels, first.Height, first.Width) is { } shape ? shape with { IsRow = first.IsRow } : null;
        }
        findings.Report(Descriptors.InputShapesDiffer, Whole, name, "joins", Texts(inputs), "rows, or images of one height and width");
        return null;
    }

    private Shape? TryShape(long channels, long height, long width)
    {
        if (Math.Max(channels, Math.Max(height, width)) <= int.MaxValue)
        {
            return new Shape((int)channels, (int)height, (int)width, IsRow: false);
        }
        findings.Report(Descriptors.LayerTooLarge, Whole, name, Product(channels, height, width));
        return null;
    }

    private bool HasRoom(LayerOperation operation, Shape input, Shape output)
    {
        long values = Product(output.Channels, output.Height, output.Width);
        long weights = operation switch
        {
            LayerOperation.Conv2d layer =>
                Product(output.Channels, input.Channels / layer.GroupsOn(input), (long)layer.Kernel * layer.Kernel),
            LayerOperation.Dense layer => layer.Neurons * input.Size,
            _ => 0,
        };
        long largest = Math.Max(values, weights);
        if (largest <= int.MaxValue) return true;
        findings.Report(Descriptors.LayerTooLarge, Whole, name, largest);
        return false;
    }

    private bool SoftmaxFits(LayerOperation operation, Shape output)
    {
        if (member.Activation.Kind is not Activation.Softmax || output.IsRow) return true;
        var location = operation is LayerOperation.Activate
            ? place.Locate(member, attribute => attribute.ArgumentLocation(0))
            : Argument(nameof(Activation));
        findings.Report(Descriptors.SoftmaxOnImage, location, name, output);
        return false;
    }

    private static string Texts(IEnumerable<Shape> shapes) =>
        string.Join(" and ", shapes.Select(shape => shape.IsRow ? $"a row of {shape.Channels}" : $"{shape}"));

    /// <summary>A product that stays at the largest long instead of wrapping.</summary>
    private static long Product(long first, long second, long third)
    {
        if (first == 0 || second == 0 || third == 0) return 0;
        if (first > long.MaxValue / second) return long.MaxValue;
        return first * second > long.MaxValue / third ? long.MaxValue : first * second * third;
    }
}
