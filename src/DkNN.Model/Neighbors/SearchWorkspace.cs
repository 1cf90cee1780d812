using System.Collections.Immutable;
using DkNN.Vectors;

namespace DkNN.Model;

/// <summary>What one search needs room for, used again by later ones: it grows to the most images that were asked for at once.</summary>
/// <param name="layers">The layers searched.</param>
/// <param name="neighbors">Neighbours a layer.</param>
internal sealed class SearchWorkspace(ImmutableArray<LayerNeighbors> layers, int neighbors) : IDisposable
{
    private RowMatrix[] _queries = [];
    private int[] _ids = [];
    private float[] _distances = [];
    private int _capacity;

    /// <summary>The images' rows in one layer's space.</summary>
    public RowMatrix Queries(int layer) => _queries[layer];

    /// <summary>Room for the neighbours of some images.</summary>
    public Span<int> Ids(int count) => _ids.AsSpan(0, count * neighbors);

    /// <summary>Room for their distances.</summary>
    public Span<float> Distances(int count) => _distances.AsSpan(0, count * neighbors);

    /// <summary>Makes room.</summary>
    /// <param name="count">Images that will be searched for.</param>
    public void Require(int count)
    {
        if (count <= _capacity) return;
        Dispose();
        _queries = [.. layers.Select(layer => RowMatrix.Allocate(count, layer.Space.Dimension))];
        _ids = new int[count * neighbors];
        _distances = new float[_ids.Length];
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
