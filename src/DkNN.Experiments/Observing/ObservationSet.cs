using System.Runtime.InteropServices;
using System.Text.Json;
using DkNN.Vectors;

namespace DkNN.Experiments;

/// <summary>
/// What was seen of some images, on disk: a record an image, so that no more than a batch is in memory. A record is the network's label
/// (int32), its softmax (float32), the image's draw (float64), logits and features (float32), and for every layer k ids (int32) and k
/// distances (float32), all little-endian.
/// </summary>
/// <param name="artefact">Where they stand.</param>
/// <param name="search">The search that found them, which knows labels and names.</param>
internal sealed class ObservationSet(Artefact artefact, NeighborSearch search)
{
    public const string RecordsFile = "records.bin";
    public const string LayoutFile = "layout.json";

    private const int BatchSize = 1024;

    /// <summary>What the records hold.</summary>
    public ObservationLayout Layout { get; } =
        JsonSerializer.Deserialize(File.ReadAllBytes(artefact.File(LayoutFile)), StageJson.Default.ObservationLayout)!;

    /// <summary>All that determines them.</summary>
    public ArtefactKey Key => artefact.Key;

    /// <summary>Writes records.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="observed">Some images, whose layout is that of all.</param>
    public static void Append(Stream stream, Observations observed)
    {
        for (int image = 0; image < observed.Count; image++)
        {
            Write<int>(stream, [observed.NetworkLabels[image]]);
            Write<float>(stream, [observed.NetworkConfidences[image]]);
            Write<double>(stream, [observed.Draws[image]]);
            Write(stream, observed.Logits.Row(image));
            if (observed.Features is { } features) Write(stream, features.Row(image));
            var own = new Range(image * observed.Neighbors, (image + 1) * observed.Neighbors);
            foreach (var layer in observed.Layers)
            {
                Write(stream, layer.Ids.Span[own]);
                Write(stream, layer.Distances.Span[own]);
            }
        }
    }

    /// <summary>Reads all, in order, in batches that are gone when the next one is asked for.</summary>
    public IEnumerable<Observations> Batches()
    {
        using var stream = new FileStream(artefact.File(RecordsFile), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
        for (int start = 0; start < Layout.Count; start += BatchSize)
        {
            using var batch = Read(stream, Math.Min(BatchSize, Layout.Count - start));
            yield return batch;
        }
    }

    /// <summary>Reads all images at once, for sets that are small.</summary>
    /// <returns>The observations, the caller's.</returns>
    public Observations All()
    {
        using var stream = File.OpenRead(artefact.File(RecordsFile));
        using var buffered = new BufferedStream(stream, 1 << 20);
        return Read(buffered, Layout.Count);
    }

    private Observations Read(Stream stream, int count)
    {
        int k = Layout.Neighbors;
        int[] labels = new int[count];
        float[] confidences = new float[count];
        double[] draws = new double[count];
        var logits = RowMatrix.Allocate(count, Layout.Logits);
        var features = Layout.Features > 0 ? RowMatrix.Allocate(count, Layout.Features) : null;
        int[][] ids = [.. Enumerable.Range(0, Layout.Layers).Select(_ => new int[count * k])];
        float[][] distances = [.. ids.Select(layer => new float[layer.Length])];
        for (int image = 0; image < count; image++)
        {
            Read(stream, labels.AsSpan(image, 1));
            Read(stream, confidences.AsSpan(image, 1));
            Read(stream, draws.AsSpan(image, 1));
            Read(stream, logits.MutableRow(image));
            if (features is not null) Read(stream, features.MutableRow(image));
            for (int layer = 0; layer < ids.Length; layer++)
            {
                Read(stream, ids[layer].AsSpan(image * k, k));
                Read(stream, distances[layer].AsSpan(image * k, k));
            }
        }
        return new Observations
        {
            Count = count,
            Classes = Layout.Classes,
            Neighbors = k,
            NetworkLabels = ImmutableCollectionsMarshal.AsImmutableArray(labels),
            NetworkConfidences = ImmutableCollectionsMarshal.AsImmutableArray(confidences),
            Draws = ImmutableCollectionsMarshal.AsImmutableArray(draws),
            Logits = logits,
            Features = features,
            Layers = [.. ids.Select((layer, place) => search.Neighborhood(place, layer, distances[place]))],
        };
    }

    private static void Write<T>(Stream stream, ReadOnlySpan<T> values)
        where T : unmanaged => stream.Write(MemoryMarshal.AsBytes(values));

    private static void Read<T>(Stream stream, Span<T> values)
        where T : unmanaged => stream.ReadExactly(MemoryMarshal.AsBytes(values));
}
