namespace DkNN.Benchmarks.Tests;

/// <summary>A folder as <c>dknn activations</c> writes it: two layers, two sets of queries.</summary>
internal static class ExportedRows
{
    public const int Rows = 600;
    public const int Queries = 40;

    public static void Write(string directory)
    {
        foreach (var (layer, dimension) in new[] { ("Deep", 24), ("DeepEnd", 8) })
        {
            WriteRows(Path.Combine(directory, layer + ActivationExport.TrainingSuffix), Rows, dimension, seed: 1);
            WriteRows(Path.Combine(directory, $"{layer}.clean.npy"), Queries, dimension, seed: 2);
            WriteRows(Path.Combine(directory, $"{layer}.fgsm-0.15.npy"), Queries, dimension, seed: 3);
        }
    }

    public static void WriteRows(string path, int count, int dimension, int seed)
    {
        using var rows = SampleRows.Clustered(Math.Max(1, count), dimension, seed);
        using var some = rows.Slice(0, count);
        NpyFile.Write(path, count, dimension, [some]);
    }
}
