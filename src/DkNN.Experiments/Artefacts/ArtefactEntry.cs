namespace DkNN.Experiments;

/// <summary>What a cache keeps in one place.</summary>
/// <param name="Kind">What it is: "network", "activations", ….</param>
/// <param name="Hash">The hash of its key.</param>
/// <param name="Key">All that determined it; empty where its manifest is damaged.</param>
/// <param name="About">What people call it: data set, architecture, ….</param>
/// <param name="Bytes">Size of its files.</param>
/// <param name="LastUse">When a run last used it, in UTC.</param>
public sealed record ArtefactEntry(
    string Kind,
    string Hash,
    IReadOnlyDictionary<string, string> Key,
    IReadOnlyDictionary<string, string> About,
    long Bytes,
    DateTime LastUse)
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    /// <summary>What a cache keeps, last used first. Nothing is changed or made.</summary>
    /// <param name="root">The cache's directory; it need not exist.</param>
    /// <exception cref="IOException">The directory cannot be read.</exception>
    public static IReadOnlyList<ArtefactEntry> In(string root)
    {
        var entries = new List<ArtefactEntry>();
        foreach (string path in new CacheDirectory(Path.GetFullPath(root)).Artefacts())
        {
            try
            {
                entries.Add(Of(path));
            }
            catch (Exception problem) when (problem is DirectoryNotFoundException or FileNotFoundException)
            {
                // Removed since its name was read.
            }
        }
        return [.. entries.OrderByDescending(entry => entry.LastUse)];
    }

    private static ArtefactEntry Of(string path)
    {
        var manifest = ManifestFile.TryRead(path);
        var directory = new DirectoryInfo(path);
        return new ArtefactEntry(
            directory.Parent!.Name,
            directory.Name,
            manifest?.Key ?? Nothing,
            manifest?.About ?? Nothing,
            directory.EnumerateFiles().Sum(file => file.Length),
            CacheDirectory.LastUse(path));
    }
}
