namespace DkNN.Data;

/// <summary>The IDX files of a folder, found by the words in their names. Reads nothing but names.</summary>
internal sealed class IdxFiles
{
    private readonly string _directory;
    private readonly ILookup<IdxRole, string> _files;

    private IdxFiles(string directory, ILookup<IdxRole, string> files) => (_directory, _files) = (directory, files);

    /// <summary>Whether there is any.</summary>
    public bool Any => _files.Count > 0;

    /// <summary>Looks into a folder, and into those below it whose names say which part they hold.</summary>
    /// <param name="directory">The folder; need not exist.</param>
    public static IdxFiles In(string directory)
    {
        IEnumerable<string> folders = Directory.Exists(directory)
            ? Directory.EnumerateDirectories(directory)
                .Where(folder => !Debris.IsDebris(folder) && IdxRole.NamesPart(Path.GetFileName(folder)))
                .Order(StringComparer.Ordinal).Prepend(directory)
            : [];
        var files =
            from folder in folders
            from file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)
            where !Debris.IsDebris(file)
            let role = IdxRole.Of(Path.GetFileName(file), folder == directory ? null : Path.GetFileName(folder))
            where role is not null
            select (role.Value, file);
        return new(directory, files.ToLookup(found => found.Value, found => found.file));
    }

    /// <summary>
    /// The file of a role. A plain file goes before its compressed form; of several with one content, as archives often hold, the first is
    /// taken.
    /// </summary>
    /// <exception cref="DataFormatException">There is none, or there are several that differ.</exception>
    public string Find(IdxRole role)
    {
        if (TryFind(role) is { } only) return only;
        string[] present = [.. Distinct(role)];
        if (present.Length == 0)
        {
            throw new DataFormatException(
                _directory, $"The folder lacks {role.Names}.", "Add it; for a known data set, 'dknn data fetch NAME' does.");
        }
        if (present.Select(ContentHash.Of).Distinct().Count() == 1) return present[0];
        throw new DataFormatException(
            _directory,
            $"The folder holds both {string.Join(" and ", present.Select(file => Path.GetRelativePath(_directory, file)))}.",
            "Keep one of them, or each data set in a folder of its own.");
    }

    /// <summary>The file of a role, or null where there is none, or more than one.</summary>
    public string? TryFind(IdxRole role) => Distinct(role).Take(2).ToArray() is [string only] ? only : null;

    private IEnumerable<string> Distinct(IdxRole role) =>
        _files[role].GroupBy(Plain, StringComparer.Ordinal).Select(forms => forms.MinBy(form => form.Length)!);

    private static string Plain(string file) => file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? file[..^3] : file;
}
