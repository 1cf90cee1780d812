using System.Globalization;
using DkNN.Generators.Models;

namespace DkNN.Generators.Emission;

/// <summary>Writes layers applied in order of computation, each output freed as soon as the last layer that reads it has done so.</summary>
/// <param name="writer">Where to.</param>
/// <param name="images">The variable that the layers without a layer before them read; it belongs to the caller and stays.</param>
/// <param name="network">What the layers' methods are called on, with its dot; empty for the network itself.</param>
/// <param name="layers">The layers, with all that they need.</param>
internal sealed class LayerSequence(SourceWriter writer, string images, string network, EquatableArray<LayerModel> layers)
{
    private readonly Dictionary<int, int> _lastReader = layers
        .SelectMany(layer => layer.Inputs.Select(input => (input.Position, Reader: layer.Position)))
        .GroupBy(read => read.Position)
        .ToDictionary(reads => reads.Key, reads => reads.Max(read => read.Reader));

    /// <summary>The variable that holds a layer's output.</summary>
    public static string Variable(int position) => "x" + position.ToString(CultureInfo.InvariantCulture);

    /// <summary>Writes all.</summary>
    /// <param name="method">The method that applies a layer.</param>
    /// <param name="keep">Writes what is done with an output before anything can free it.</param>
    /// <param name="returned">Position of the layer whose own variable is the result and stays; none if negative.</param>
    public void Write(Func<LayerModel, string> method, Action<LayerModel> keep, int returned = LayerInput.Images)
    {
        foreach (var layer in layers)
        {
            string inputs = string.Join(", ", layer.Inputs.Select(input => Name(input.Position)));
            writer.Line($"var {Variable(layer.Position)} = {network}{method(layer)}({inputs});");
            keep(layer);
            foreach (int read in layer.Inputs.Select(input => input.Position).Distinct().Where(position => position != LayerInput.Images))
            {
                if (_lastReader[read] == layer.Position) writer.Line($"{Variable(read)}.Dispose();");
            }
            if (!_lastReader.ContainsKey(layer.Position) && layer.Position != returned) writer.Line($"{Variable(layer.Position)}.Dispose();");
        }
    }

    private string Name(int position) => position == LayerInput.Images ? images : Variable(position);
}
