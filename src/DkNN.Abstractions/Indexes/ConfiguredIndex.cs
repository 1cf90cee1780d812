using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using DkNN.Vectors;

namespace DkNN;

/// <summary>An index plugin with its options fixed, ready to build and load.</summary>
public sealed class ConfiguredIndex
{
    private readonly Func<RowMatrix, IndexBuildContext, INeighborIndex> _build;
    private readonly Func<string, RowMatrix, INeighborIndex> _load;
    private readonly Func<int, int, SearchCost?> _cost;

    internal ConfiguredIndex(
        string name,
        ImmutableSortedDictionary<string, string> options,
        Func<RowMatrix, IndexBuildContext, INeighborIndex> build,
        Func<string, RowMatrix, INeighborIndex> load,
        Func<int, int, SearchCost?> cost)
    {
        Name = name;
        Options = options;
        _build = build;
        _load = load;
        _cost = cost;
    }

    /// <summary>Name of the plugin.</summary>
    public string Name { get; }

    /// <summary>The canonical text of every option.</summary>
    public ImmutableSortedDictionary<string, string> Options { get; }

    /// <summary>Estimates what the index would cost; see <see cref="INeighborIndexFactory{TOptions}.Cost"/>.</summary>
    /// <param name="rows">Number of rows, from 0.</param>
    /// <param name="dimension">Floats in a row, at least 1.</param>
    /// <returns>Null where the plugin makes no claim.</returns>
    /// <exception cref="PluginFailedException">The plugin fails to answer.</exception>
    public SearchCost? Cost(int rows, int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        try
        {
            return _cost(rows, dimension);
        }
        catch (Exception problem) when (PluginCall.IsFault(problem, CancellationToken.None))
        {
            throw new PluginFailedException(
                $"The index plugin '{Name}' fails to say what it would cost over {rows} rows of {dimension} floats: {ErrorLine.Of(problem)}. "
                + "Name an index instead of 'auto', or remove the plugin.",
                problem);
        }
    }

    /// <summary>Builds an index; see <see cref="INeighborIndexFactory{TOptions}.Build"/>.</summary>
    /// <param name="rows">The rows, valid as long as the index.</param>
    /// <param name="context">Seed, progress and cancellation.</param>
    /// <returns>The index, whose every fault, when it is searched or saved, is told by a <see cref="PluginFailedException"/>.</returns>
    /// <exception cref="ArgumentException">A row holds NaN, infinity or values whose squares overflow single precision.</exception>
    /// <exception cref="PluginFailedException">The plugin threw, or gave what is no index of the rows.</exception>
    public INeighborIndex Build(RowMatrix rows, IndexBuildContext context)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            return Guarded(rows, () => _build(rows, context), context.CancellationToken);
        }
        catch (PluginFailedException problem) when (problem.InnerException is ArgumentException cause && GuardedIndex.IsOfRows(cause, rows))
        {
            ExceptionDispatchInfo.Throw(cause);
            throw;
        }
    }

    /// <summary>Saves an index, and what it is.</summary>
    /// <param name="index">An index that this built.</param>
    /// <param name="path">A new file.</param>
    /// <param name="origin">What the rows come from, by name: what is asked for again when the index is loaded.</param>
    public void Save(INeighborIndex index, string path, IReadOnlyDictionary<string, string> origin)
    {
        ArgumentNullException.ThrowIfNull(index);
        index.Save(path);
        new IndexLabel(Name, Options, index.Count, index.Dimension, origin).AddTo(path);
    }

    /// <summary>Loads an index; see <see cref="INeighborIndexFactory{TOptions}.Load"/>.</summary>
    /// <param name="path">The saved file.</param>
    /// <param name="rows">The same rows as at the build.</param>
    /// <exception cref="InvalidDataException">The file is damaged or belongs to other rows.</exception>
    /// <exception cref="PluginFailedException">The plugin threw, or gave what is no index of the rows.</exception>
    public INeighborIndex Load(string path, RowMatrix rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Guarded(rows, () => _load(path, rows), CancellationToken.None);
    }

    /// <summary>Loads an index that was saved with what it is.</summary>
    /// <param name="path">The saved file.</param>
    /// <param name="rows">The same rows as at the build.</param>
    /// <param name="origin">What the rows come from, as at saving.</param>
    /// <exception cref="InvalidDataException">
    /// It is the file of another plugin, other options or other rows, or it is damaged.
    /// </exception>
    public INeighborIndex Load(string path, RowMatrix rows, IReadOnlyDictionary<string, string> origin)
    {
        ArgumentNullException.ThrowIfNull(rows);
        new IndexLabel(Name, Options, rows.Count, rows.Dimension, origin).RequireOf(path);
        return Load(path, rows);
    }

    private GuardedIndex Guarded(RowMatrix rows, Func<INeighborIndex> make, CancellationToken cancellationToken) =>
        new(Name, PluginCall.Run(GuardedIndex.Kind, Name, make, cancellationToken), rows);
}
