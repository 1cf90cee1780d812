namespace DkNN.Data;

/// <summary>What a file is for in a data set of four IDX files.</summary>
internal readonly record struct IdxRole(bool Train, IdxKind Kind)
{
    private static readonly string[] TrainWords = ["train"];
    private static readonly string[] TestWords = ["t10k", "test"];
    private static readonly string[] ImageWords = ["image", "images", "idx3", "idx4"];
    private static readonly string[] LabelWords = ["label", "labels", "idx1", "idx2"];

    /// <summary>The four roles.</summary>
    public static IdxRole[] All { get; } =
        [new(true, IdxKind.Images), new(true, IdxKind.Labels), new(false, IdxKind.Images), new(false, IdxKind.Labels)];

    /// <summary>The names that MNIST gives to files of this role.</summary>
    public string Names
    {
        get
        {
            string kind = Kind == IdxKind.Images ? "images-idx3-ubyte" : "labels-idx1-ubyte";
            return string.Join(" or ", (Train ? TrainWords : TestWords).Select(part => $"{part}-{kind}[.gz]"));
        }
    }

    /// <summary>
    /// The role that a file's name tells, and, where it leaves out the part, its folder's name: MNIST, EMNIST, QMNIST, Kaggle and
    /// torchvision all use the same few words, joined in many ways. Null where there is none.
    /// </summary>
    public static IdxRole? Of(string file, string? folder = null)
    {
        string[] words = Words(file);
        if (words.Length > 0 && words[^1] == "gz") words = words[..^1];
        if (words.Length == 0 || !EndsAsData(words[^1])) return null;
        IdxKind? kind = words.Any(ImageWords[..2].Contains) ? IdxKind.Images
            : words.Any(LabelWords[..2].Contains) ? IdxKind.Labels
            : words.Any(ImageWords.Contains) ? IdxKind.Images
            : words.Any(LabelWords.Contains) ? IdxKind.Labels
            : null;
        bool? train = IsTrain(words) ?? IsTrain(Words(folder ?? ""));
        return kind is null || train is null ? null : new(train.Value, kind.Value);
    }

    /// <summary>Whether a name says which part a folder holds, or is that of such a file, as in Kaggle's archive.</summary>
    public static bool NamesPart(string folder) => IsTrain(Words(folder)) is not null;

    private static bool? IsTrain(string[] words) => Begins(words, TrainWords) ? true : Begins(words, TestWords) ? false : null;

    private static bool Begins(string[] words, string[] beginnings) =>
        words.Any(word => beginnings.Any(beginning => word.StartsWith(beginning, StringComparison.Ordinal)));

    /// <summary>So that lists, archives and unfinished downloads are no data.</summary>
    private static bool EndsAsData(string word) =>
        word is "ubyte" or "byte" or "int" or "short" || ImageWords.Contains(word) || LabelWords.Contains(word);

    private static string[] Words(string name) =>
        name.ToLowerInvariant().Split(['-', '_', '.', ' ', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
}
