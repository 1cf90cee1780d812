using System.Buffers;
using System.Numerics;
using DkNN.Vectors;

namespace DkNN;

/// <summary>
/// A plugin's index as the program uses it. Whatever the plugin throws, or gives that is no answer, becomes one line that names it; rows,
/// queries and the index itself stay in memory until the last search under way has ended, whoever disposes of them meanwhile. A search
/// allocates nothing here.
/// </summary>
internal sealed class GuardedIndex : INeighborIndex
{
    /// <summary>The kind of plugin that is guarded here.</summary>
    public const string Kind = "index";

    private readonly string _plugin;
    private readonly INeighborIndex _index;
    private readonly RowMatrix _rows;
    private readonly Lifetime _lifetime;

    /// <summary>Guards an index.</summary>
    /// <param name="plugin">Name of the plugin.</param>
    /// <param name="index">Its index, from here on this one's.</param>
    /// <param name="rows">The rows that it was asked to index.</param>
    /// <exception cref="PluginFailedException">It is of other rows; it was disposed of.</exception>
    public GuardedIndex(string plugin, INeighborIndex index, RowMatrix rows)
    {
        (_plugin, _index, _rows) = (plugin, index, rows);
        (Count, Dimension) = (rows.Count, rows.Dimension);
        _lifetime = new Lifetime(index.GetType().Name, () => Call(() => { index.Dispose(); return true; }));
        (int count, int dimension) = Call(() => (index.Count, index.Dimension));
        if ((count, dimension) == (Count, Dimension)) return;
        Dispose();
        throw Failure($"gave an index of {count} rows of {dimension} floats for {Count} of {Dimension}.");
    }

    /// <summary>The plugin's own index.</summary>
    public INeighborIndex Index => _index;

    public int Count { get; }

    public int Dimension { get; }

    /// <summary>Null where there is no dial, which would be no answer to <see cref="Call"/>; read often, so that it allocates nothing.</summary>
    public SearchEffort? Effort
    {
        get
        {
            try
            {
                return _index.Effort;
            }
            catch (Exception problem) when (PluginCall.IsFault(problem, CancellationToken.None))
            {
                throw PluginCall.Told(Kind, _plugin, problem);
            }
        }
    }

    public SearchStatistics Statistics => Call(() => _index.Statistics);

    public long Bytes => Call(() => _index.Bytes);

    /// <summary>Whether what an index threw is the fault of rows that no index takes.</summary>
    /// <param name="problem">What it threw.</param>
    /// <param name="rows">The rows, or queries, that it was given.</param>
    public static bool IsOfRows(Exception problem, RowMatrix rows) =>
        problem is ArgumentException && FiniteRows.FindLong(rows, FiniteRows.MaxSquaredNorm) is not null;

    public void Search(RowMatrix queries, int k, Span<int> ids, Span<float> distances, CancellationToken cancellationToken = default)
    {
        using var use = _lifetime.Enter();
        SearchArguments.Check(this, queries, k, ids.Length, distances.Length);
        using var rows = _rows.Acquire();
        using var asked = queries.Acquire();
        try
        {
            _index.Search(queries, k, ids, distances, cancellationToken);
        }
        catch (Exception problem) when (PluginCall.IsFault(problem, cancellationToken) && !IsOfRows(problem, queries))
        {
            throw PluginCall.Told(Kind, _plugin, problem);
        }
        RequireAnswer(k, ids, distances);
    }

    public void Save(string path)
    {
        using var use = _lifetime.Enter();
        Call(() => { _index.Save(path); return true; });
        if (!File.Exists(path)) throw Failure("saved an index without writing its file.");
    }

    public void Dispose() => _lifetime.End();

    /// <summary>Positions in range, nearest first and none twice, then −1 at +∞ where fewer than k were found.</summary>
    private void RequireAnswer(int k, ReadOnlySpan<int> ids, ReadOnlySpan<float> distances)
    {
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)k * 2);
        int[] rented = ArrayPool<int>.Shared.Rent(size);
        try
        {
            var seen = rented.AsSpan(0, size);
            for (int start = 0; start < ids.Length; start += k)
            {
                seen.Fill(-1);
                float least = 0;
                for (int place = start; place < start + k; place++)
                {
                    (int id, float distance) = (ids[place], distances[place]);
                    // NaN is not at least anything, and nothing found stands after what is missing, at +∞.
                    bool isNeighbor = (uint)id < (uint)Count && distance >= least && distance < float.PositiveInfinity && IsNew(seen, id);
                    if (!isNeighbor && !(id == -1 && float.IsPositiveInfinity(distance))) throw NoAnswer(place, k, id, distance);
                    least = distance;
                }
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    /// <summary>Notes a row among those that a query has, in a table of open addressing that never fills; whether it was not there.</summary>
    private static bool IsNew(Span<int> seen, int id)
    {
        // Fibonacci's hash: rows in steps of a power of two, as a file sorted by class may have them, are spread as well as any.
        uint place = (uint)id * 2654435769 >> (BitOperations.LeadingZeroCount((uint)seen.Length) + 1);
        while (seen[(int)place] >= 0)
        {
            if (seen[(int)place] == id) return false;
            place = (place + 1) & (uint)(seen.Length - 1);
        }
        seen[(int)place] = id;
        return true;
    }

    private PluginFailedException NoAnswer(int place, int k, int id, float distance) => Failure(string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"gave row {id} at distance {distance} as neighbour {(place % k) + 1} of a query: a neighbour is one of {Count} rows, nearest first, "
        + $"none twice; -1 at infinity stands for a missing one."));

    private T Call<T>(Func<T> call) => PluginCall.Run(Kind, _plugin, call);

    private PluginFailedException Failure(string fault) => PluginCall.Failure(Kind, _plugin, fault);
}
