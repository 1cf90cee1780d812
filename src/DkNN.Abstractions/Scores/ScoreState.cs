using DkNN.Vectors;

namespace DkNN;

/// <summary>
/// What a score learnt: named numbers and rows. The program keeps it, so that a score is fitted once, and hands it back in place, mapped
/// from its file.
/// </summary>
public sealed class ScoreState : IDisposable
{
    /// <summary>Longest name of a part.</summary>
    public const int MaxName = 14;

    private const string Kind = "score/1";

    // Sections have short names; two letters tell numbers, rows and the rows' dimension apart.
    private const string ValuesOf = "v.";
    private const string RowsOf = "r.";
    private const string DimensionOf = "d.";

    private readonly SortedDictionary<string, double[]> _values = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, RowMatrix> _rows = new(StringComparer.Ordinal);
    private readonly SectionFile? _file;

    /// <summary>Creates an empty state.</summary>
    public ScoreState()
    {
    }

    private ScoreState(SectionFile file) => _file = file;

    /// <summary>Opens what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged or no score's.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ScoreState Load(string path) => new(SectionFile.Open(path, Kind));

    /// <summary>Adds numbers.</summary>
    /// <param name="name">Name, 1 to <see cref="MaxName"/> ASCII characters.</param>
    /// <param name="values">The numbers; copied.</param>
    /// <returns>This state.</returns>
    /// <exception cref="ArgumentException">The name is taken or no such text.</exception>
    /// <exception cref="InvalidOperationException">The state was opened from a file.</exception>
    public ScoreState Add(string name, ReadOnlySpan<double> values)
    {
        RequireFree(name);
        _values.Add(name, values.ToArray());
        return this;
    }

    /// <summary>Adds rows.</summary>
    /// <param name="name">Name, 1 to <see cref="MaxName"/> ASCII characters.</param>
    /// <param name="rows">The rows, less than 2 GiB; the state's own from now on.</param>
    /// <returns>This state.</returns>
    /// <exception cref="ArgumentException">The name is taken or no such text.</exception>
    /// <exception cref="InvalidOperationException">The state was opened from a file.</exception>
    public ScoreState Add(string name, RowMatrix rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        RequireFree(name);
        _rows.Add(name, rows);
        return this;
    }

    /// <summary>Numbers by name.</summary>
    /// <param name="name">Name of the part.</param>
    /// <exception cref="InvalidDataException">There are none of that name.</exception>
    public ReadOnlySpan<double> Values(string name)
    {
        if (_file is not null) return _file.Section<double>(ValuesOf + name);
        return _values.TryGetValue(name, out double[]? values) ? values : throw Missing(name);
    }

    /// <summary>Rows by name, valid as long as the state.</summary>
    /// <param name="name">Name of the part.</param>
    /// <exception cref="InvalidDataException">There are none of that name.</exception>
    public RowMatrix Rows(string name)
    {
        if (_file is null) return _rows.TryGetValue(name, out var rows) ? rows : throw Missing(name);
        var dimension = _file.Section<int>(DimensionOf + name);
        _file.Require(dimension is [> 0], $"its rows '{name}' have no dimension");
        return _file.Rows(RowsOf + name, dimension[0]);
    }

    /// <summary>Writes the state.</summary>
    /// <param name="path">The file, in a folder that exists; one that is there is replaced.</param>
    /// <exception cref="InvalidOperationException">The state was opened from a file.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        RequireOwn();
        using var file = SectionFileWriter.Create(path, Kind);
        foreach (var (name, values) in _values) file.Add<double>(ValuesOf + name, values);
        foreach (var (name, rows) in _rows)
        {
            file.Add<int>(DimensionOf + name, [rows.Dimension]);
            file.Add(RowsOf + name, rows);
        }
        file.Complete();
    }

    /// <summary>Frees the rows, or unmaps the file.</summary>
    public void Dispose()
    {
        foreach (var rows in _rows.Values) rows.Dispose();
        _file?.Dispose();
    }

    private static InvalidDataException Missing(string name) => new($"The score's state has no part '{name}'.");

    private void RequireFree(string name)
    {
        RequireOwn();
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > MaxName || !System.Text.Ascii.IsValid(name))
        {
            throw new ArgumentException($"'{name}' is not 1 to {MaxName} ASCII characters.", nameof(name));
        }
        if (!_values.ContainsKey(name) && !_rows.ContainsKey(name)) return;
        throw new ArgumentException($"There is a part '{name}' already.", nameof(name));
    }

    private void RequireOwn()
    {
        if (_file is not null) throw new InvalidOperationException("This state was opened from a file, and cannot be changed or saved again.");
    }
}
