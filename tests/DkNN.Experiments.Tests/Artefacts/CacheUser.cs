namespace DkNN.Experiments.Tests.Artefacts;

/// <summary>
/// Makes, uses, removes and prunes a few artefacts in a cache that others use too, in random order, and finds out whether any is wrong, or
/// goes while it is used.
/// </summary>
internal sealed class CacheUser(string root, int seed)
{
    private const int Keys = 5;

    private readonly Random _random = new(seed);

    /// <summary>Runs until it is killed or something is wrong.</summary>
    public static int Run(string root, int seed)
    {
        var user = new CacheUser(root, seed);
        Console.WriteLine("running");
        while (true) user.Step();
    }

    /// <summary>The right content of a file.</summary>
    public static byte[] Content(int key)
    {
        byte[] content = new byte[20_000 * (key + 1)];
        new Random(key).NextBytes(content);
        return content;
    }

    public static ArtefactKey Key(int key) => ArtefactKey.Of("thing").With("number", key);

    /// <summary>Opens the cache anew, as every run does, and works with it for a while.</summary>
    /// <exception cref="InvalidOperationException">Something is wrong.</exception>
    public void Step()
    {
        var cache = new ArtefactCache(root, warning => throw new InvalidOperationException(warning));
        for (int turn = 0; turn < 10; turn++)
        {
            int key = _random.Next(Keys);
            switch (_random.Next(6))
            {
                case 0: cache.Remove(Key(key)); break;
                case 1: cache.Prune(new PruneOptions(UnusedSince: null, KeepBytes: 100_000, IsDryRun: false)); break;
                default: Use(cache, key); break;
            }
        }
    }

    private void Use(ArtefactCache cache, int key)
    {
        using var artefact = cache.GetOrMake(Key(key), writer => Write(writer, key));
        for (int read = 0; read < 2; read++)
        {
            Require(artefact.File("first.bin"), key);
            Require(artefact.File("second.bin"), key);
            Thread.Sleep(_random.Next(3));
        }
    }

    private void Write(ArtefactWriter writer, int key)
    {
        foreach (string name in new[] { "first.bin", "second.bin" })
        {
            File.WriteAllBytes(writer.File(name), Content(key));
            Thread.Sleep(_random.Next(3));
        }
    }

    private static void Require(string file, int key)
    {
        if (!File.ReadAllBytes(file).AsSpan().SequenceEqual(Content(key))) throw new InvalidOperationException($"'{file}' is wrong.");
    }
}
