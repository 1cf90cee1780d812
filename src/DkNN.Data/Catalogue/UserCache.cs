namespace DkNN.Data;

/// <summary>Where a user's programs keep what can be made or fetched again.</summary>
public static class UserCache
{
    /// <summary>
    /// A folder for this program in the user's cache: <c>$XDG_CACHE_HOME/dknn/NAME</c>, or the platform's own place where the variable is
    /// not set. The folder need not exist yet.
    /// </summary>
    /// <param name="name">Name of the folder.</param>
    public static string Folder(string name)
    {
        string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrWhiteSpace(cache))
        {
            cache = OperatingSystem.IsLinux()
                ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache")
                : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        }
        return Path.Combine(cache, "dknn", name);
    }
}
