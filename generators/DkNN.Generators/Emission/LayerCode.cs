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

    /// <summary>The method that applies the last layer without its softmax, if it has one.</summary>
    public static string LogitsMethod(LayerModel last) => last.Activation.Kind is Activation.Softmax ? "ComputeLogits" : Method(last);

    /// <summary>Names of the parameters of those methods.</summary>
    public static IReadOnlyList<string> Parameters(LayerModel layer) =>
        layer.Inputs.Count == 1 ? ["input"] : [.. Enumerable.Range(1, layer.Inputs.Count).Select(number => $"input{number}")];

    /// <summary>Type and construction of a layer's module, or null where it has neither weights nor a mode.</summary>
    public static (string Type, string Construction)? Module(LayerModel layer) => layer.Operation switch
    {
        LayerOperation.Conv2d conv => ($"{Modules}.Conv2d", Convolution(conv, layer)),
        LayerOperation.BatchNorm norm => (
            $"{Modules}.{BatchNormType(layer)}",
            $"{Functions}.{BatchNormType(layer)}({Code.Long(layer.Input.Channels)}, "
            + $"eps: {Code.Number(norm.Epsilon)}, momentum: {Code.Number(norm.Momentum)})"),
        LayerOperation.LayerNorm norm => (
            $"{Modules}.LayerNorm",
            $"{Functions}.LayerNorm(new long[] {{ {NormalizedShape(layer.Input)} }}, eps: {Code.Number(norm.Epsilon)})"),
        LayerOperation.Dropout dropout => ($"{Modules}.Dropout", $"{Functions}.Dropout({Code.Number(dropout.Rate)})"),
        LayerOperation.Dense dense => (
            $"{Modules}.Linear",
            $"{Functions}.Linear({Code.Long(layer.Input.Size)}, {Code.Long(dense.Neurons)}{Unless(dense.Bias, ", hasBias: false")})"),
        _ => null,
    };

    /// <summary>Writes the body of a method that maps its inputs to the layer's output and leaves no other tensor behind.</summary>
    public static void WriteBody(SourceWriter writer, LayerModel layer, ActivationFunction activation)
    {
        string output = Operation(layer, Prepared(writer, layer));
        if (layer.Operation is LayerOperation.Add && layer.Inputs.Count > 2)
        {
            writer.Line($"var sum = {output};");
            foreach (string more in Parameters(layer).Skip(2)) writer.Line($"sum.add_({more});");
            output = "sum";
        }
        WriteActivation(writer, output, activation, isOwn: layer.Operation is not LayerOperation.Activate);
    }

    /// <summary>Writes what must be done to the first input before the operation.</summary>
    /// <returns>The variable that the operation reads.</returns>
    private static string Prepared(SourceWriter writer, LayerModel layer)
    {
        string input = Parameters(layer)[0];
        switch (layer.Operation)
        {
            case LayerOperation.Dense when !layer.Input.IsRow:
                writer.Line($"using var row = {input}.flatten(1L);");
                return "row";
            case LayerOperation.Conv2d conv when !IsSymmetric(conv, layer.Input):
                var (top, bottom) = conv.PaddingOf(layer.Input.Height);
                var (left, right) = conv.PaddingOf(layer.Input.Width);
                string sides = string.Join(", ", new[] { left, right, top, bottom }.Select(Code.Long));
                writer.Line($"using var padded = {Functions}.functional.pad({input}, ({sides}));");
                return "padded";
            case LayerOperation.Normalize norm:
                writer.Line($"using var mean = {Constants(norm.Mean, layer.Input)};");
                writer.Line($"using var deviation = {Constants(norm.Deviation, layer.Input)};");
                return input;
            default:
                return input;
        }
    }

    /// <summary>Writes the last step, and the return.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="output">The operation's output.</param>
    /// <param name="activation">The function.</param>
    /// <param name="isOwn">Whether the output is the layer's own tensor, and not its input.</param>
    private static void WriteActivation(SourceWriter writer, string output, ActivationFunction activation, bool isOwn)
    {
        string? function = activation.Kind switch
        {
            Activation.None => null,
            // An own output may be overwritten: no backward pass of an operation here reads what it gave.
            Activation.ReLU when isOwn => ".relu_()",
            Activation.ReLU => ".relu()",
            Activation.LeakyReLU => $".leaky_relu({Code.Number(activation.NegativeSlope)})",
            Activation.GELU => ".gelu()",
            Activation.Sigmoid => ".sigmoid()",
            Activation.Tanh => ".tanh()",
            Activation.Softmax => ".softmax(1L)",
            _ => throw new InvalidOperationException($"No code for {activation.Kind}."),
        };
        if (function is null or ".relu_()" || !isOwn) writer.Line($"return {output}{function};");
        else writer.Line($"using var before = {output};").Line($"return before{function};");
    }

    private static string Operation(LayerModel layer, string input) => layer.Operation switch
    {
        LayerOperation.Pool2d { Maximum: true } pool => $"{Functions}.functional.max_pool2d({input}, {Window(pool)})",
        LayerOperation.Pool2d pool => $"{Functions}.functional.avg_pool2d({input}, {Window(pool)})",
        LayerOperation.GlobalPool2d { Maximum: true } => $"{input}.amax(new long[] {{ 2L, 3L }})",
        LayerOperation.GlobalPool2d => $"{input}.mean(new long[] {{ 2L, 3L }})",
        LayerOperation.Flatten => $"{input}.flatten(1L)",
        LayerOperation.Activate => input,
        LayerOperation.Normalize => $"{input}.sub(mean).div_(deviation)",
        LayerOperation.Add => $"{input}.add({Parameters(layer)[1]})",
        LayerOperation.Concatenate =>
            $"global::TorchSharp.torch.cat(new global::TorchSharp.torch.Tensor[] {{ {string.Join(", ", Parameters(layer))} }}, 1L)",
        _ => $"{Field(layer)}.call({input})",
    };

    private static string Convolution(LayerOperation.Conv2d conv, LayerModel layer)
    {
        string sizes = $"{Code.Long(layer.Input.Channels)}, {Code.Long(layer.Output.Channels)}, ";
        string rest = Unless(conv.Dilation == 1, $", dilation: {Code.Long(conv.Dilation)}")
            + Unless(conv.GroupsOn(layer.Input) == 1, $", groups: {Code.Long(conv.GroupsOn(layer.Input))}")
            + Unless(conv.Bias, ", bias: false");
        var (rows, _) = conv.PaddingOf(layer.Input.Height);
        var (columns, _) = conv.PaddingOf(layer.Input.Width);
        if (!IsSymmetric(conv, layer.Input)) (rows, columns) = (0, 0);
        string call = $"{Functions}.Conv2d({sizes}";
        if (rows == columns)
        {
            return $"{call}{Code.Long(conv.Kernel)}, stride: {Code.Long(conv.Stride)}, padding: {Code.Long(rows)}{rest})";
        }
        // Only the overload for pairs takes a padding for each axis, and then everything is a pair.
        rest = rest.Replace($"dilation: {Code.Long(conv.Dilation)}", $"dilation: {Pair(conv.Dilation, conv.Dilation)}");
        return $"{call}{Pair(conv.Kernel, conv.Kernel)}, stride: {Pair(conv.Stride, conv.Stride)}, padding: {Pair(rows, columns)}{rest})";
    }

    /// <summary>Whether the padding before is the padding after, which the convolution itself can add.</summary>
    private static bool IsSymmetric(LayerOperation.Conv2d conv, Shape input) =>
        conv.PaddingOf(input.Height) is var (top, bottom) && top == bottom && conv.PaddingOf(input.Width) is var (left, right) && left == right;

    private static string Window(LayerOperation.Pool2d pool) =>
        $"{Code.Long(pool.Size)}, stride: {Code.Long(pool.Stride)}{Unless(pool.Padding == 0, $", padding: {Code.Long(pool.Padding)}")}";

    private static string NormalizedShape(Shape input) => input.IsRow
        ? Code.Long(input.Channels)
        : $"{Code.Long(input.Channels)}, {Code.Long(input.Height)}, {Code.Long(input.Width)}";

    /// <summary>
    /// A tensor of a number for each channel, or of one for all. It is made where it is used: a field would be a buffer, and so a weight.
    /// </summary>
    private static string Constants(EquatableArray<double> values, Shape input)
    {
        bool isForEach = !input.IsRow && values.Count > 1;
        string type = isForEach ? "float[,,]" : "float[]";
        string numbers = string.Join(", ", values.Select(Code.Single).Select(number => isForEach ? $"{{ {{ {number} }} }}" : number));
        return $"global::TorchSharp.torch.from_array(new {type} {{ {numbers} }})";
    }

    private static string BatchNormType(LayerModel layer) => layer.Input.IsRow ? "BatchNorm1d" : "BatchNorm2d";

    private static string Pair(long first, long second) => $"({Code.Long(first)}, {Code.Long(second)})";

    private static string Unless(bool isDefault, string text) => isDefault ? "" : text;
}
