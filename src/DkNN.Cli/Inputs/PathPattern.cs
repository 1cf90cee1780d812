using System.Text;
using System.Text.RegularExpressions;
using DkNN.Data;

namespace DkNN.Cli;

/// <summary>
/// Paths with wildcards, for shells that leave them to the program and for quoted ones: <c>*</c> and <c>?</c> within a name, <c>[a-z]</c>
/// and <c>[!a-z]</c> for one character, <c>**</c> for any folders between. Hidden names are matched by patterns that begin with a dot only.
/// </summary>
internal static class PathPattern
{
    private const string AnyFolders = "**";

    /// <summary>Whether a path has wildcards.</summary>
    public static bool IsPattern(string path) => path.AsSpan().IndexOfAny('*', '?', '[') >= 0;

    /// <summary>The files and folders that exist and match, in ordinal order.</summary>
    public static IEnumerable<string> Matches(string pattern)
    {
        string root = Path.GetPathRoot(pattern) ?? "";
        string[] names = pattern[root.Length..].Split(
            [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
        return Below(root, names).Distinct(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Below(string folder, ReadOnlySpan<string> names)
    {
        if (names.IsEmpty) return folder.Length > 0 ? [folder] : [];
        string name = names[0];
        string[] rest = [.. names[1..]];
        if (name == AnyFolders)
        {
            // Files below a last "**" are those of its folders.
            if (rest.Length == 0) rest = ["*"];
            return Below(folder, rest).Concat(Entries(folder, "*").Where(IsFolder).SelectMany(below => Below(below, [AnyFolders, .. rest])));
        }
        if (!IsPattern(name))
        {
            string path = Path.Combine(folder, name);
            return Path.Exists(path) ? Below(path, rest) : [];
        }
        var entries = Entries(folder, name);
        return rest.Length == 0 ? entries : entries.Where(Directory.Exists).SelectMany(entry => Below(entry, rest));
    }

    /// <summary>A folder itself: a link among those that "**" walks could make a circle.</summary>
    private static bool IsFolder(string path) => Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null;

    private static IEnumerable<string> Entries(string folder, string name)
    {
        var expression = Expression(name);
        string place = folder.Length > 0 ? folder : ".";
        if (!Directory.Exists(place)) return [];
        return Directory.EnumerateFileSystemEntries(place)
            .Select(path => Path.GetFileName(path))
            .Where(entry => (entry[0] != '.' || name[0] == '.') && expression.IsMatch(entry))
            .Order(StringComparer.Ordinal)
            .Select(entry => Path.Combine(folder, entry));
    }

    /// <exception cref="DataFormatException">A range is turned round or empty.</exception>
    private static Regex Expression(string name)
    {
        var expression = new StringBuilder("^");
        for (int i = 0; i < name.Length; i++)
        {
            int end = name[i] == '[' ? name.IndexOf(']', Math.Min(i + 2, name.Length)) : -1;
            if (end > 0)
            {
                string set = name[(i + 1)..end].Replace(@"\", @"\\", StringComparison.Ordinal).Replace("[", @"\[", StringComparison.Ordinal)
                    .Replace("]", @"\]", StringComparison.Ordinal);
                expression.Append('[').Append(set[0] is '!' or '^' ? $"^{set[1..]}" : set).Append(']');
                i = end;
            }
            else expression.Append(name[i] switch { '*' => ".*", '?' => ".", var other => Regex.Escape($"{other}") });
        }
        try
        {
            return new Regex(expression.Append(@"\z").ToString(), OperatingSystem.IsLinux() ? RegexOptions.None : RegexOptions.IgnoreCase);
        }
        catch (ArgumentException problem)
        {
            throw new DataFormatException(name, "The pattern has a range that is turned round or empty.", "Write one such as [0-9].", problem);
        }
    }
}
