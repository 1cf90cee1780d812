using DkNN.Generators.Diagnostics;
using DkNN.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DkNN.Generators.Parsing;

/// <summary>The shape of a layer's output, by the formulas that the attributes document.</summary>
internal static class ShapeInference
{
    /// <summary>The output's shape, or null where the layer cannot follow its input.</summary>
    public static Shape? Infer(
        IPropertySymbol property, AttributeData attribute, LayerOperation operation, Activation activation, Shape input, Findings findings)
    {
        var output = operation switch
        {
            LayerOperation.Conv2d layer => Window(layer.Filters, layer.Kernel, layer.Stride, layer.Padding),
            LayerOperation.Pool2d layer => Window(input.Channels, layer.Size, layer.Stride, padding: 0),
            LayerOperation.Dense layer => Shape.Row(layer.Neurons),
            LayerOperation.Flatten => Shape.Row((int)input.Size),
            _ => input,
        };
        if (output is null) return null;
        long largest = Math.Max(output.Size, Weights(operation, input));
        if (largest > int.MaxValue)
        {
            findings.Report(Descriptors.LayerTooLarge, attribute.Location(), property.Name, largest);
            return null;
        }
        if (activation is Activation.Softmax && !output.IsRow)
        {
            var location = operation is LayerOperation.Activate
                ? attribute.ArgumentLocation(0)
                : attribute.ArgumentLocation(nameof(Activation));
            findings.Report(Descriptors.SoftmaxOnImage, location, property.Name, output);
        }
        return output;

        Shape? Window(int channels, int size, int stride, int padding)
        {
            if (input.IsRow)
            {
                findings.Report(Descriptors.ImageLayerAfterRow, attribute.Location(), property.Name, input.Size);
                return null;
            }
            long height = input.Height + (2L * padding), width = input.Width + (2L * padding);
            if (size <= height && size <= width) return new Shape(channels, Steps(height), Steps(width), IsRow: false);
            var location = operation is LayerOperation.Conv2d ? attribute.ArgumentLocation("Kernel") : attribute.ArgumentLocation(0);
            findings.Report(Descriptors.WindowLargerThanInput, location, property.Name, size, height, width);
            return null;

            int Steps(long length) => (int)Math.Min(int.MaxValue, ((length - size) / stride) + 1);
        }
    }

    private static long Weights(LayerOperation operation, Shape input) => operation switch
    {
        LayerOperation.Conv2d layer => Product(layer.Filters, input.Channels, (long)layer.Kernel * layer.Kernel),
        LayerOperation.Dense layer => layer.Neurons * input.Size,
        _ => 0,
    };

    /// <summary>A product that stays at the largest long instead of wrapping.</summary>
    private static long Product(long first, long second, long third) =>
        first * second > long.MaxValue / third ? long.MaxValue : first * second * third;
}
