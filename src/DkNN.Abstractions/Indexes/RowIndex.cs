using DkNN.Vectors;

namespace DkNN;

/// <summary>
/// What indexes over the framework's rows share: arguments are checked, a mapped file is checked before its first use, searches share the
/// machine's cores with all others (<see cref="SharedCores"/>), and rows, queries and the index itself stay in memory until the last search
/// under way has ended, whoever disposes of them meanwhile.
/// </summary>
public abstract class RowIndex : INeighborIndex
{
    private readonly string _kind;
    private readonly SectionFile? _file;
    private readonly Lifetime _lifetime;

    /// <summary>Takes rows.</summary>
    /// <param name="rows">The rows, the caller's.</param>
    /// <param name="kind">What a file says that it is, as given to <see cref="SectionFile.Map(string, string)"/>.</param>
    /// <param name="file">What the index is mapped from, from here on the index's; null where it was built.</param>
    protected RowIndex(RowMatrix rows, string kind, SectionFile? file)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Rows = rows;
        _kind = kind;
        _file = file;
        _lifetime = new Lifetime(GetType().Name, FreeAll);
    }

    /// <inheritdoc/>
    public virtual int Count => Rows.Count;

    /// <inheritdoc/>
    public int Dimension => Rows.Dimension;

    /// <inheritdoc/>
    public virtual SearchEffort? Effort => null;

    /// <inheritdoc/>
    public abstract SearchStatistics Statistics { get; }

    /// <inheritdoc/>
    public abstract long Bytes { get; }

    /// <summary>The rows of the build.</summary>
    protected RowMatrix Rows { get; }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The index, the rows or the queries were disposed of.</exception>
    /// <exception cref="InvalidDataException">The index is mapped from a damaged file.</exception>
    public void Search(RowMatrix queries, int k, Span<int> ids, Span<float> distances, CancellationToken cancellationToken = default)
    {
        using var use = Use();
        SearchArguments.Check(this, queries, k, ids.Length, distances.Length);
        using var rows = Rows.Acquire();
        using var asked = queries.Acquire();
        using var core = SharedCores.Enter(cancellationToken);
        Answer(queries, k, ids, distances, cancellationToken);
    }

    /// <inheritdoc/>
    public void Save(string path)
    {
        using var use = Use();
        using var rows = Rows.Acquire();
        using var file = SectionFileWriter.Create(path, _kind);
        RowIdentity.Write(file, Rows);
        Write(file);
        file.Complete();
    }

    /// <summary>Frees the index when the last search under way has ended; the rows stay the caller's.</summary>
    public void Dispose()
    {
        _lifetime.End();
        GC.SuppressFinalize(this);
    }

    /// <summary>Begins a use of what the index holds, checked; for what a derived index can do beside a search.</summary>
    /// <exception cref="ObjectDisposedException">The index was disposed of.</exception>
    /// <exception cref="InvalidDataException">The index is mapped from a damaged file.</exception>
    protected Lease Use()
    {
        var use = _lifetime.Enter();
        try
        {
            _file?.Validate();
            return use;
        }
        catch
        {
            use.Dispose();
            throw;
        }
    }

    /// <summary>Searches; the arguments are checked.</summary>
    /// <param name="queries">Queries of the index's dimension, which need not be finite.</param>
    /// <param name="k">Neighbours a query.</param>
    /// <param name="ids">Takes queries × k positions.</param>
    /// <param name="distances">Takes queries × k distances.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    protected abstract void Answer(
        RowMatrix queries, int k, Span<int> ids, Span<float> distances, CancellationToken cancellationToken);

    /// <summary>Adds the index's sections to a file that says already which rows it is of.</summary>
    /// <param name="file">The file.</param>
    protected abstract void Write(SectionFileWriter file);

    /// <summary>Frees what the index made; nothing uses it any more.</summary>
    protected virtual void Free()
    {
    }

    private void FreeAll()
    {
        Free();
        _file?.Dispose();
    }
}
