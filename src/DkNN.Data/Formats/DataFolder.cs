namespace DkNN.Data;

/// <summary>Folders that hold data, perhaps some levels below, as unpacked archives and torchvision's <c>MNIST/raw</c> do.</summary>
internal static class DataFolder
{
    private const int MostLevels = 3;

    /// <summary>
    /// The folder itself or the nearest ones below it that hold IDX files or folders of pictures; empty where there are none.
    /// </summary>
    /// <param name="directory">The folder; need not exist.</param>
    public static string[] Below(string directory)
    {
        string[] level = Directory.Exists(directory) ? [directory] : [];
        for (int depth = 0; depth <= MostLevels && level.Length > 0; depth++)
        {
            string[] holding = [.. level.Where(folder => IdxDirectory.Exists(folder) || ImageFolder.Exists(folder))];
            if (holding.Length > 0) return holding;
            IEnumerable<string> below = level.SelectMany(Directory.EnumerateDirectories).Where(folder => !Debris.IsDebris(folder));
            level = [.. below.Order(StringComparer.Ordinal)];
        }
        return [];
    }

    /// <summary>The one folder of <see cref="Below"/>.</summary>
    /// <exception cref="DataFormatException">There is none, or there are several.</exception>
    public static string Locate(string directory)
    {
        string[] holding = Below(directory);
        if (holding.Length == 1) return holding[0];
        if (holding.Length > 1)
        {
            string some = string.Join(", ", holding.Take(5).Select(folder => Path.GetRelativePath(directory, folder)));
            throw new DataFormatException(
                directory,
                $"The folder holds {holding.Length} data sets: {some}{(holding.Length > 5 ? ", …" : "")}.",
                "Give the path of one.");
        }
        string? archive = Directory.EnumerateFiles(directory)
            .FirstOrDefault(file => Path.GetExtension(file).ToLowerInvariant() is ".zip" or ".tar" or ".tgz" or ".7z" or ".rar" or ".xz");
        throw new DataFormatException(
            directory,
            "The folder holds neither IDX files nor folders of pictures.",
            archive is null
                ? "It needs train-images-idx3-ubyte[.gz] and its companions, or train/CLASS/*.png and test/CLASS/*.png."
                : $"Unpack {Path.GetFileName(archive)} first.");
    }
}
