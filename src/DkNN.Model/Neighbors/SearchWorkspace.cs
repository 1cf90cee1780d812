using System.Collections.Immutable;
using DkNN.Vectors;

namespace DkNN.Model;

/// <summary>What one search needs room for, used again by later ones: it grows to the most images that were asked for at once.</summary>
/// <param name="layers">The layers searched.</param>
internal sealed class SearchWorkspace(ImmutableArray<LayerNeighbors> layers) : IDisposable
{
    private RowMatrix[] _queries = [];
    private int _capacity;

    /// <summary>The images' rows in one layer's space.</summary>
    public RowMatrix Queries(int layer) => _queries[layer];

    /// <summary>Makes room.</summary>
    /// <param name="count">Images that will be searched for.</param>
    public void Require(int count)
    {
        if (count <= _capacity) return;
        Dispose();
        _queries = [.. layers.Select(layer => RowMatrix.Allocate(count, layer.Space.Dimension))];
        _capacity = count;
    }

    /// <summary>Frees the rows.</summary>
    public void Dispose()
    {
        foreach (var queries in _queries) queries.Dispose();
        _queries = [];
        _capacity = 0;
    }
}
