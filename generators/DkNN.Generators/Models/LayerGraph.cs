namespace DkNN.Generators.Models;

/// <summary>What follows from the inputs that layers name.</summary>
internal static class LayerGraph
{
    /// <summary>The most layers that an architecture may have: more than any needs, and few enough to generate.</summary>
    public const int MostLayers = 4096;

    /// <summary>Some layers and all that they need, in order of computation.</summary>
    public static IEnumerable<LayerModel> NeededFor(this EquatableArray<LayerModel> layers, IEnumerable<int> positions)
    {
        bool[] needed = new bool[layers.Count];
        foreach (int position in positions) needed[position] = true;
        for (int position = layers.Count - 1; position >= 0; position--)
        {
            if (!needed[position]) continue;
            foreach (var input in layers[position].Inputs)
            {
                if (input.Position != LayerInput.Images) needed[input.Position] = true;
            }
        }
        return layers.Where(layer => needed[layer.Position]);
    }
}
