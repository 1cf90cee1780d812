using System.Globalization;
using DkNN.Generators.Models;

namespace DkNN.Generators.Emission;

/// <summary>Writes layers applied one after another, each freeing its input as soon as its own output is there.</summary>
/// <param name="writer">Where to.</param>
/// <param name="input">What the first layer reads; it belongs to the caller and stays.</param>
/// <param name="network">What the layers' methods are called on, with its dot; empty for the network itself.</param>
internal sealed class LayerChain(SourceWriter writer, string input, string network)
{
    private int _applied;

    /// <summary>The variable with the newest output.</summary>
    public string Output { get; private set; } = input;

    public void Apply(LayerModel layer) => Apply(layer, LayerCode.Method(layer));

    /// <summary>Applies a layer by another method than its own.</summary>
    public void Apply(LayerModel layer, string method)
    {
        string before = Output;
        Output = "x" + layer.Position.ToString(CultureInfo.InvariantCulture);
        writer.Line($"var {Output} = {network}{method}({before});");
        if (_applied++ > 0) writer.Line($"{before}.Dispose();");
    }
}
