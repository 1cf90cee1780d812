using DkNN.Generators.Models;

namespace DkNN.Generators.Emission;

/// <summary>How a layer is built and applied with TorchSharp.</summary>
internal static class LayerCode
{
    private const string Modules = "global::TorchSharp.Modules";
    private const string Functions = "global::TorchSharp.torch.nn";

    /// <summary>The field that holds a layer's module.</summary>
    public static string Field(LayerModel layer) => $"__{layer.Name}";

    /// <summary>The method that applies a layer.</summary>
    public static string Method(LayerModel layer) => $"Apply{layer.Name}";

    /// <summary>Type and construction of a layer's module, or null where it has neither weights nor a mode.</summary>
    public static (string Type, string Construction)? Module(LayerModel layer) => layer.Operation switch
    {
        LayerOperation.Conv2d conv => (
            $"{Modules}.Conv2d",
            $"{Functions}.Conv2d({Code.Long(layer.Input.Channels)}, {Code.Long(conv.Filters)}, {Code.Long(conv.Kernel)}, "
            + $"stride: {Code.Long(conv.Stride)}, padding: {Code.Long(conv.Padding)})"),
        LayerOperation.BatchNorm norm => (
            $"{Modules}.{BatchNormType(layer)}",
            $"{Functions}.{BatchNormType(layer)}({Code.Long(layer.Input.Channels)}, "
            + $"eps: {Code.Number(norm.Epsilon)}, momentum: {Code.Number(norm.Momentum)})"),
        LayerOperation.Dropout dropout => ($"{Modules}.Dropout", $"{Functions}.Dropout({Code.Number(dropout.Rate)})"),
        LayerOperation.Dense dense =>
            ($"{Modules}.Linear", $"{Functions}.Linear({Code.Long(layer.Input.Size)}, {Code.Long(dense.Neurons)})"),
        _ => null,
    };

    /// <summary>Writes the body of a method that maps <c>input</c> to the layer's output and leaves no other tensor behind.</summary>
    public static void WriteBody(SourceWriter writer, LayerModel layer, Activation activation)
    {
        string input = "input";
        if (layer.Operation is LayerOperation.Dense && !layer.Input.IsRow)
        {
            writer.Line("using var row = input.flatten(1L);");
            input = "row";
        }
        string output = Operation(layer, input);
        switch (activation)
        {
            case Activation.ReLU when layer.Operation is LayerOperation.Activate:
                writer.Line($"return {output}.relu();");
                break;
            case Activation.ReLU:
                // The operation's output is the layer's own, and no backward pass of an operation here reads it.
                writer.Line($"return {output}.relu_();");
                break;
            case Activation.Softmax when layer.Operation is LayerOperation.Activate:
                writer.Line($"return {output}.softmax(1L);");
                break;
            case Activation.Softmax:
                writer.Line($"using var logits = {output};").Line("return logits.softmax(1L);");
                break;
            default:
                writer.Line($"return {output};");
                break;
        }
    }

    private static string Operation(LayerModel layer, string input) => layer.Operation switch
    {
        LayerOperation.Pool2d { Maximum: true } pool =>
            $"{Functions}.functional.max_pool2d({input}, {Code.Long(pool.Size)}, stride: {Code.Long(pool.Stride)})",
        LayerOperation.Pool2d pool =>
            $"{Functions}.functional.avg_pool2d({input}, {Code.Long(pool.Size)}, stride: {Code.Long(pool.Stride)})",
        LayerOperation.Flatten => $"{input}.flatten(1L)",
        LayerOperation.Activate => input,
        _ => $"{Field(layer)}.call({input})",
    };

    private static string BatchNormType(LayerModel layer) => layer.Input.IsRow ? "BatchNorm1d" : "BatchNorm2d";
}
