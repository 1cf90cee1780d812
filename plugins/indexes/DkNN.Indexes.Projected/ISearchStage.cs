using DkNN.Vectors;

namespace DkNN.Indexes.Projected;

/// <summary>A way to answer queries, with buffers that later searches use again.</summary>
internal interface ISearchStage : IDisposable
{
    /// <summary>Floats that it reads for every row.</summary>
    int FloatsPerRow { get; }

    /// <summary>Searches.</summary>
    /// <param name="queries">The queries.</param>
    /// <param name="k">Neighbours a query.</param>
    /// <param name="certainty">z.</param>
    /// <param name="ids">Takes queries × k positions.</param>
    /// <param name="distances">Takes queries × k distances.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    SearchStatistics Search(
        RowMatrix queries, int k, double certainty, Span<int> ids, Span<float> distances, CancellationToken cancellationToken);
}
