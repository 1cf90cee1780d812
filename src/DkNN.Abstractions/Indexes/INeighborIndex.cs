using DkNN.Vectors;

namespace DkNN;

/// <summary>Finds the rows nearest to a query by Euclidean distance. Searches may run at the same time.</summary>
public interface INeighborIndex : IDisposable
{
    /// <summary>Number of rows indexed.</summary>
    int Count { get; }

    /// <summary>Number of floats in a row.</summary>
    int Dimension { get; }

    /// <summary>The dial of an approximate index; null where there is nothing to turn.</summary>
    SearchEffort? Effort => null;

    /// <summary>What the index has done so far; zeros where it does not count.</summary>
    SearchStatistics Statistics => default;

    /// <summary>Bytes that the index holds beside the rows.</summary>
    long Bytes => 0;

    /// <summary>Searches the k nearest rows of every query, over all cores.</summary>
    /// <param name="queries">Queries of the index's dimension.</param>
    /// <param name="k">Neighbours a query, from 1 to <see cref="Count"/>.</param>
    /// <param name="ids">
    /// queries × k row positions, query after query, nearest first; equal distances by position. Where fewer than k rows were found,
    /// the rest is −1.
    /// </param>
    /// <param name="distances">queries × k Euclidean distances (not squared) beside the positions; +∞ where the position is −1.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="ArgumentException">The dimension differs, k is out of range or a span has the wrong length.</exception>
    void Search(RowMatrix queries, int k, Span<int> ids, Span<float> distances, CancellationToken cancellationToken = default);

    /// <summary>Writes what the index holds beside the rows themselves.</summary>
    /// <param name="path">A new file.</param>
    void Save(string path);
}
