using DkNN.Vectors;

namespace DkNN.FaultyPlugins;

/// <summary>An index with a fault.</summary>
[NeighborIndex("faulty", Description = "throws, or gives what is no neighbour")]
public sealed class FaultyIndexFactory : INeighborIndexFactory<FaultyOptions>
{
    /// <inheritdoc/>
    public INeighborIndex Build(RowMatrix rows, FaultyOptions options, IndexBuildContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Fault is Fault.Throws ? throw new KeyNotFoundException("Odd rows.") : new FaultyIndex(rows, options.Fault);
    }

    /// <inheritdoc/>
    public INeighborIndex Load(string path, RowMatrix rows, FaultyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new FaultyIndex(rows, options.Fault);
    }

    private sealed class FaultyIndex(RowMatrix rows, Fault fault) : INeighborIndex
    {
        public int Count => rows.Count;

        public int Dimension => rows.Dimension;

        public void Search(RowMatrix queries, int k, Span<int> ids, Span<float> distances, CancellationToken cancellationToken = default)
        {
            if (fault is Fault.SearchThrows) throw new KeyNotFoundException("Odd queries.");
            ids.Fill(Count);
            distances.Clear();
        }

        public void Save(string path) => File.WriteAllBytes(path, []);

        public void Dispose()
        {
        }
    }
}
