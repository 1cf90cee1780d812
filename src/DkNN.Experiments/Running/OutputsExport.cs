using System.Collections.Immutable;
using DkNN.Vectors;

namespace DkNN.Experiments;

/// <summary>
/// Writes what scores read of the network, for other programs: logits and features of training images and queries, the training labels, and
/// the last dense layer. They stand in a folder of their own, as they are no rows that an index searches.
/// </summary>
/// <param name="directory">The folder.</param>
/// <param name="write">Writes rows to a path.</param>
internal sealed class OutputsExport(string directory, Action<string, RowMatrix> write)
{
    /// <summary>The folder's name, beside the rows.</summary>
    public const string Folder = "outputs";

    /// <summary>Writes <c>logits.train.npy</c>, <c>features.train.npy</c>, <c>labels.train.npy</c>, <c>head.weights.npy</c> and <c>head.bias.npy</c>.</summary>
    public void Training(TrainingOutputs outputs, ImmutableArray<int> labels, DenseHead? head)
    {
        Directory.CreateDirectory(directory);
        using var logits = outputs.Logits();
        using var features = outputs.Features();
        Add("train", logits, features);
        Column("labels.train", [.. labels.Select(label => (float)label)]);
        if (head is null) return;
        write(PathOf("head.weights"), head.Weights);
        Column("head.bias", head.Bias.AsSpan());
    }

    /// <summary>Writes <c>logits.NAME.npy</c> and <c>features.NAME.npy</c> of what a pass over queries gives.</summary>
    /// <param name="name">Name of the queries.</param>
    /// <param name="pass">Runs the pass, which gives the writer its batches.</param>
    public void Queries(string name, Action<TrainingOutputsWriter> pass)
    {
        string folder = Directory.CreateTempSubdirectory("dknn-").FullName;
        try
        {
            using (var writer = new TrainingOutputsWriter(file => Path.Combine(folder, file)))
            {
                pass(writer);
                writer.Complete();
            }
            using var logits = RowFile.Open(Path.Combine(folder, TrainingOutputs.LogitsFile));
            string path = Path.Combine(folder, TrainingOutputs.FeaturesFile);
            using var features = File.Exists(path) ? RowFile.Open(path) : null;
            Add(name, logits, features);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void Add(string name, RowMatrix logits, RowMatrix? features)
    {
        write(PathOf($"logits.{name}"), logits);
        if (features is not null) write(PathOf($"features.{name}"), features);
    }

    private void Column(string name, ReadOnlySpan<float> values)
    {
        using var column = RowMatrix.Copy(values, 1);
        write(PathOf(name), column);
    }

    private string PathOf(string name) => Path.Combine(directory, name + ".npy");
}
