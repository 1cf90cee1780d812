using System.Collections.Immutable;
using DkNN.Vectors;

namespace DkNN.Data;

/// <summary>
/// Opens data sets by name or path, fetches the known ones and checks them. Names are looked for in the data directory, then in the
/// user's cache, each as a folder <c>NAME</c>.
/// </summary>
public sealed class DataCatalogue
{
    /// <summary>The environment variable that names the data directory where no other is given.</summary>
    public const string DirectoryVariable = "DKNN_DATA";

    private const string CacheName = "data";

    private readonly string? _cacheDirectory;
    private readonly ImmutableArray<string> _roots;
    private readonly FileFetcher _fetcher;

    /// <summary>Creates a catalogue.</summary>
    /// <param name="dataDirectory">A folder of data sets to look in first; null for the one that <c>DKNN_DATA</c> names, if any.</param>
    /// <param name="cacheDirectory">Where fetched data sets are kept; null for <c>dknn/data</c> in the user's cache.</param>
    /// <param name="known">The data sets known by name; default for <see cref="KnownDataSets.All"/>.</param>
    public DataCatalogue(string? dataDirectory = null, string? cacheDirectory = null, ImmutableArray<KnownDataSet> known = default)
    {
        dataDirectory = NullIfEmpty(dataDirectory) ?? NullIfEmpty(Environment.GetEnvironmentVariable(DirectoryVariable));
        // Who has no home directory can still use built-in sets and those of a data directory.
        _cacheDirectory = cacheDirectory ?? UserFolders.FindCache(CacheName);
        _roots = [.. new[] { dataDirectory, _cacheDirectory }.OfType<string>()];
        _fetcher = new FileFetcher();
        Known = known.IsDefault ? KnownDataSets.All : known;
    }

    /// <summary>The data sets known by name.</summary>
    public ImmutableArray<KnownDataSet> Known { get; }

    /// <summary>
    /// The folder that <see cref="Open(string, CancellationToken)"/> would read a name from, or null where there is none or the set is built in.
    /// </summary>
    /// <param name="name">A known name, or that of a folder in the data directory.</param>
    public string? Find(string name) =>
        Places(name).FirstOrDefault(HoldsData);

    /// <summary>
    /// Opens a data set: a known name, the name of a folder in the data directory, or a path to a folder of IDX files or of pictures.
    /// Under a known name only the published content is accepted: it is checked against the published SHA-256 sums.
    /// </summary>
    /// <param name="nameOrPath">The name or path.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="DataSetNotFoundException">There is none, or it is known and not yet fetched.</exception>
    /// <exception cref="DataFormatException">Its files are damaged, disagree, or are not the published ones.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public DataSet Open(string nameOrPath, CancellationToken cancellation = default) =>
        Open(nameOrPath, PictureOptions.AsStored, cancellation);

    /// <inheritdoc cref="Open(string, CancellationToken)"/>
    /// <param name="nameOrPath">The name or path.</param>
    /// <param name="pictures">What to change of the images.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public DataSet Open(string nameOrPath, PictureOptions pictures, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(nameOrPath);
        ArgumentNullException.ThrowIfNull(pictures);
        if (string.IsNullOrWhiteSpace(nameOrPath)) throw NotFound(nameOrPath, known: null);
        KnownDataSet? known = Known.FirstOrDefault(candidate => candidate.Name == nameOrPath);
        if (known is { IsBuiltIn: true }) return DataSetFitting.Fit(BuiltIn(known.Name, cancellation), pictures, cancellation);

        // A folder without data is better told what it lacks than that it is none.
        string? directory = Find(nameOrPath) ?? (known is null ? Places(nameOrPath).Prepend(nameOrPath).FirstOrDefault(Directory.Exists) : null);
        if (directory is null) throw NotFound(nameOrPath, known);
        string located = DataFolder.Locate(directory);
        string name = FolderName.Of(directory);
        if (known is null && !IdxDirectory.Exists(located)) return ImageFolder.Read(located, name, pictures, cancellation);
        DataSet data = known is null ? IdxDirectory.Read(located, name, cancellation) : OpenKnown(known, located, cancellation);
        return DataSetFitting.Fit(data, pictures, cancellation);
    }

    /// <summary>
    /// Downloads what is missing or wrong of a known data set into the user's cache. A download that was cut off is continued; a file takes
    /// its name only once its checksum is right; mirrors are tried in turn.
    /// </summary>
    /// <param name="name">A known name. Nothing is done for a built-in set.</param>
    /// <param name="progress">Told how far each file has come; may be null.</param>
    /// <param name="cancellation">Stops the download; what has arrived is kept for the next one.</param>
    /// <returns>The folder of the data set.</returns>
    /// <exception cref="DataSetNotFoundException">The name is not known.</exception>
    /// <exception cref="DataFetchException">A file could be had from no mirror.</exception>
    /// <exception cref="DirectoryNotFoundException">The user has no home directory to keep a cache in; the message says the mend.</exception>
    /// <exception cref="IOException">The cache cannot be written.</exception>
    public async Task<string> FetchAsync(string name, IProgress<FetchProgress>? progress = null, CancellationToken cancellation = default)
    {
        KnownDataSet known = Require(name);
        string directory = CachePlace(known.Name);
        foreach (KnownFile file in known.Files)
        {
            if ((await VerifyFileAsync(directory, file, cancellation).ConfigureAwait(false)).State == FileState.Ok) continue;
            Directory.CreateDirectory(directory);
            await _fetcher.FetchAsync(file, known.Mirrors, directory, progress, cancellation).ConfigureAwait(false);
        }
        return directory;
    }

    /// <summary>
    /// Checks every file of a known data set against its published SHA-256, where <see cref="Open(string, CancellationToken)"/> would read it.
    /// </summary>
    /// <param name="name">A known name. The list is empty for a built-in set.</param>
    /// <param name="cancellation">Stops the check.</param>
    /// <exception cref="DataSetNotFoundException">The name is not known.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public async Task<ImmutableArray<FileVerification>> VerifyAsync(string name, CancellationToken cancellation = default)
    {
        KnownDataSet known = Require(name);
        string directory = Find(name) is { } found ? DataFolder.Locate(found) : CachePlace(name);
        var results = ImmutableArray.CreateBuilder<FileVerification>(known.Files.Length);
        foreach (KnownFile file in known.Files) results.Add(await VerifyFileAsync(directory, file, cancellation).ConfigureAwait(false));
        return results.ToImmutable();
    }

    private static DataSet BuiltIn(string name, CancellationToken cancellation) => name == GlyphSet.LettersName
        ? GlyphSet.CreateLetters(cancellation: cancellation)
        : GlyphSet.Create(cancellation: cancellation);

    private static DataSet OpenKnown(KnownDataSet known, string directory, CancellationToken cancellation)
    {
        (DataSet data, IEnumerable<IdxContent> files) = IdxDirectory.ReadKnown(directory, known, cancellation);
        // Last, so that a file with a plainer fault is told that fault.
        foreach (IdxContent content in files)
        {
            string sha256 = content.Sha256();
            if (known.Files.Any(file => file.Sha256 == sha256)) continue;
            throw new DataFormatException(
                content.Path,
                $"This is not the published file of {known.Name}: the SHA-256 of its content is {sha256}.",
                $"Fetch it anew ('dknn data fetch {known.Name}'), or, if the data are your own, keep them in a folder of another name.");
        }
        return data;
    }

    private static async Task<FileVerification> VerifyFileAsync(string directory, KnownFile file, CancellationToken cancellation)
    {
        string? path = IdxRole.Of(file.Name) is { } role ? IdxFiles.In(directory).TryFind(role) : null;
        if (path is null) return new(Path.Combine(directory, file.Name + ".gz"), FileState.Missing, file.Sha256, Actual: null);
        string? actual = await ContentHash.OfAsync(path, cancellation).ConfigureAwait(false);
        return new(path, actual == file.Sha256 ? FileState.Ok : FileState.Wrong, file.Sha256, actual);
    }

    /// <summary>The folders that a name stands for; none for a path.</summary>
    private IEnumerable<string> Places(string name) => IsPlainName(name) ? _roots.Select(root => Path.Combine(root, name)) : [];

    private static bool HoldsData(string directory) => DataFolder.Below(directory).Length > 0;

    private static bool IsPlainName(string name) => name is not ("." or "..") && name.AsSpan().IndexOfAny('/', '\\') < 0;

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private string CachePlace(string name) =>
        Path.Combine(_cacheDirectory ?? UserFolders.Cache(CacheName, "Set HOME, or XDG_CACHE_HOME to a full path."), name);

    private KnownDataSet Require(string name) =>
        Known.FirstOrDefault(candidate => candidate.Name == name) ?? throw NotFound(name, known: null);

    private DataSetNotFoundException NotFound(string name, KnownDataSet? known)
    {
        ImmutableArray<string> names = [.. Known.Select(candidate => candidate.Name)];
        string roots = _roots.IsEmpty ? "any data directory" : string.Join(" or ", _roots);
        string problem = known is null
            ? $"'{name}' is neither a known data set ({string.Join(", ", names)}), nor a folder in {roots}, nor a path to one."
            : $"The data set '{name}' is not in {roots}.";
        string mend = known is null
            ? "Correct the name, or give the path of a folder."
            : $"Run 'dknn data fetch {name}', or name the folder that holds it with --data DIR or {DirectoryVariable}.";
        return new(name, names, $"{problem} {mend}");
    }
}
