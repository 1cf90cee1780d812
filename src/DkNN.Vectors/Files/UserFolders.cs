namespace DkNN.Vectors;

/// <summary>Where a user's programs keep what can be made or fetched again. Never the current folder: who runs elsewhere would miss it.</summary>
public static class UserFolders
{
    private const string CacheVariable = "XDG_CACHE_HOME";

    /// <summary>
    /// This program's folder in the user's cache: <c>$XDG_CACHE_HOME/dknn/NAME</c> where the variable is a full path; otherwise
    /// <c>~/.cache/dknn/NAME</c> on Linux and <c>dknn/NAME</c> in the local application data elsewhere. It need not exist yet.
    /// </summary>
    /// <param name="name">Name of the folder.</param>
    /// <returns>A full path; null where the user has no home directory to keep it in.</returns>
    public static string? FindCache(string name) =>
        FindCache(name, Environment.GetEnvironmentVariable(CacheVariable), Home(), LocalApplicationData());

    /// <summary>As <see cref="FindCache(string)"/>, where there must be one.</summary>
    /// <param name="name">Name of the folder.</param>
    /// <param name="mend">How another folder is named, as in "Give --cache DIR.".</param>
    /// <exception cref="DirectoryNotFoundException">The user has no home directory to keep it in; the message ends with the mend.</exception>
    public static string Cache(string name, string mend) =>
        FindCache(name)
        ?? throw new DirectoryNotFoundException($"This user has no home directory in which a folder 'dknn/{name}' could be kept. {mend}");

    /// <summary>The rule alone.</summary>
    /// <param name="name">Name of the folder.</param>
    /// <param name="variable">What XDG_CACHE_HOME says.</param>
    /// <param name="home">The home directory, or nothing.</param>
    /// <param name="local">The local application data of systems that have a place for caches there, or nothing.</param>
    internal static string? FindCache(string name, string? variable, string? home, string? local)
    {
        // The variable's specification: a relative path is invalid and to be ignored.
        if (Path.IsPathFullyQualified(variable ?? "")) return Path.Combine(variable!, "dknn", name);
        if (Path.IsPathFullyQualified(local ?? "")) return Path.Combine(local!, "dknn", name);
        return Path.IsPathFullyQualified(home ?? "") ? Path.Combine(home!, ".cache", "dknn", name) : null;
    }

    /// <summary>Empty where the directory does not exist.</summary>
    private static string Home() => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private static string? LocalApplicationData() =>
        OperatingSystem.IsLinux() ? null : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
}
