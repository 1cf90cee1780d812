using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using DkNN.Vectors;
using Microsoft.Win32.SafeHandles;

namespace DkNN.Experiments;

/// <summary>
/// A run's directory, held by one run at a time. <c>run-files.json</c> in it lists every file that a run made or is making, so that the
/// next run takes away what the former left, and nothing else. <c>results.json</c> goes first and comes back near the end: a directory
/// without it holds no finished run.
/// </summary>
public sealed partial class RunDirectory : IDisposable
{
    /// <summary>Begins the names of hidden files that are the program's own.</summary>
    private const string OwnPrefix = ".dknn-";

    /// <summary>A file whose being open is the lock. It stays: to delete it would let two hold it.</summary>
    private const string LockName = $"{OwnPrefix}lock";

    private readonly SafeFileHandle _held;
    private ImmutableSortedSet<string> _files;

    private RunDirectory(string path, SafeFileHandle held, ImmutableSortedSet<string>? files)
    {
        Path = path;
        _held = held;
        HasList = files is not null;
        _files = files ?? ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
    }

    /// <summary>Full path of the directory.</summary>
    public string Path { get; }

    /// <summary>The files that the run has made or is making, with <c>/</c> between folders.</summary>
    public IReadOnlyCollection<string> Files => _files;

    private bool HasList { get; set; }

    private string ListPath => this[RunList.FileName];

    /// <summary>Full path of a file in it.</summary>
    /// <param name="name">Its name, with <c>/</c> between folders.</param>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Takes a directory for a run, before its work; nothing in it is changed yet.</summary>
    /// <param name="directory">The directory; made where absent.</param>
    /// <exception cref="ExperimentException">
    /// It holds files that no run made where a run's would stand, or another process writes into it.
    /// </exception>
    /// <exception cref="InvalidDataException">The list of its files is damaged.</exception>
    public static RunDirectory Claim(string directory)
    {
        string path = FullPath(directory);
        Directory.CreateDirectory(path);
        if (!File.Exists(System.IO.Path.Combine(path, RunList.FileName))) RequireEmpty(path);
        var run = Hold(path);
        try
        {
            run.RequireOwnModel();
            return run;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    /// <summary>Takes the directory of a run that is finished, to add to it.</summary>
    /// <param name="directory">The directory.</param>
    /// <exception cref="DirectoryNotFoundException">It is not there, or holds no finished run.</exception>
    /// <exception cref="ExperimentException">Another process writes into it.</exception>
    /// <exception cref="InvalidDataException">The list of its files is damaged.</exception>
    public static RunDirectory Open(string directory)
    {
        ResultsFile.Require(directory);
        return Hold(FullPath(directory));
    }

    /// <summary>Notes files as the run's, before they are made: where the process ends between, the next run still finds them.</summary>
    /// <param name="names">Their names, with <c>/</c> between folders.</param>
    /// <exception cref="ExperimentException">One would stand behind a link.</exception>
    public void Announce(params IEnumerable<string> names)
    {
        // A list that began in the middle would take the other files of an older program's run for somebody else's.
        if (!HasList) return;
        var files = _files.Union(names);
        RequireNoLinks(Path, files);
        AtomicFile.Write(ListPath, stream => JsonSerializer.Serialize(stream, files, RunListJson.Default.ImmutableSortedSetString));
        _files = files;
    }

    /// <summary>Lets others have it.</summary>
    public void Dispose() => _held.Dispose();

    /// <summary>Deletes what the former run made, its results first, and begins a list for the new one.</summary>
    /// <param name="but">Files that stay, since they were made anew already.</param>
    public void Clear(IReadOnlySet<string>? but = null)
    {
        foreach (string name in _files.Where(name => but?.Contains(name) != true).OrderBy(name => name != ResultsFile.FileName))
        {
            if (File.Exists(this[name])) File.Delete(this[name]);
        }
        foreach (string folder in _files.Select(name => System.IO.Path.GetDirectoryName(this[name])!).Distinct())
        {
            if (!Directory.Exists(folder)) continue;
            foreach (string leftover in Directory.EnumerateFileSystemEntries(folder).Where(entry => Unfinished().IsMatch(entry)).ToArray())
            {
                if (Directory.Exists(leftover)) Directory.Delete(leftover, recursive: true);
                else File.Delete(leftover);
            }
            if (folder != Path && !Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
        }
        _files = _files.Clear();
        HasList = true;
    }

    private static string FullPath(string directory) => System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(directory));

    private static RunDirectory Hold(string path)
    {
        var held = LockFile.TryHold(System.IO.Path.Combine(path, LockName)) ?? throw new ExperimentException(
            $"'{path}': another run is writing into this directory; wait for its end, or name another directory by --out.");
        try
        {
            var files = ReadList(path);
            if (files is not null) RequireNoLinks(path, files);
            return new RunDirectory(path, held, files);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static void RequireEmpty(string path)
    {
        string? other = Directory.EnumerateFileSystemEntries(path).Select(entry => System.IO.Path.GetFileName(entry))
            .Where(name => !name.StartsWith(OwnPrefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).FirstOrDefault();
        if (other is null) return;
        string what = File.Exists(System.IO.Path.Combine(path, ResultsFile.FileName))
            ? $"holds a run of an older program, which kept no list of its files ({RunList.FileName})"
            : $"holds other files, such as '{other}', and no run";
        throw new ExperimentException($"--out: '{path}' {what}; name a new or empty directory, or delete this one.");
    }

    /// <summary>A model is replaced as a whole, and so would be what others have put into its folder.</summary>
    private void RequireOwnModel()
    {
        string model = this[ModelDirectory.Name];
        if (!Directory.Exists(model)) return;
        string? other = Directory.EnumerateFiles(model, "*", SearchOption.AllDirectories)
            .FirstOrDefault(file => !_files.Contains(System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/')));
        if (other is null) return;
        throw new ExperimentException($"--out: '{other}' is no file of a run, and would be lost; move it out of the model's folder.");
    }

    private static ImmutableSortedSet<string>? ReadList(string path)
    {
        string list = System.IO.Path.Combine(path, RunList.FileName);
        if (!File.Exists(list)) return null;
        try
        {
            var names = JsonSerializer.Deserialize(File.ReadAllBytes(list), RunListJson.Default.ImmutableSortedSetString);
            if (names?.All(name => IsInside(path, name)) == true) return names.WithComparer(StringComparer.Ordinal);
        }
        catch (JsonException)
        {
            // Said below, with the mend.
        }
        throw new InvalidDataException($"'{list}' is damaged; name another directory by --out, or delete this one.");
    }

    /// <summary>What stands behind a link is somebody else's: a run neither writes nor deletes there.</summary>
    private static void RequireNoLinks(string path, IEnumerable<string> names)
    {
        foreach (string folder in names.SelectMany(name => FoldersOf(path, name)).Distinct())
        {
            if (new DirectoryInfo(folder).LinkTarget is null) continue;
            throw new ExperimentException($"--out: '{folder}' is a link to a folder elsewhere; remove it, or name another directory.");
        }
    }

    private static IEnumerable<string> FoldersOf(string path, string name)
    {
        string folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(System.IO.Path.Combine(path, name)))!;
        for (; folder.Length > path.Length; folder = System.IO.Path.GetDirectoryName(folder)!) yield return folder;
    }

    private static bool IsInside(string path, string? name) => name?.Contains('\0', StringComparison.Ordinal) == false
        && System.IO.Path.GetFullPath(System.IO.Path.Combine(path, name))
            .StartsWith(path + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>What a process leaves that ended while it wrote a file or a model.</summary>
    [GeneratedRegex(@"\.[0-9a-f]{32}\.(tmp|old)$")]
    private static partial Regex Unfinished();
}
