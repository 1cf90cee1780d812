
namespace DkNN.Benchmarks;

/// <summary>The true distance of every query's k-th neighbour, as <see cref="RecallMeasure"/> needs it.</summary>
internal static class TruthFile
{
    private const string Kind = "bench/truth/1";
    private const string Section = "farthest";

    public static void Write(string path, ReadOnlySpan<float> farthest)
    {
        using var file = SectionFileWriter.Create(path, Kind);
        file.Add(Section, farthest);
        file.Complete();
    }

    public static float[] Read(string path)
    {
        using var file = SectionFile.Open(path, Kind);
        return file.Section<float>(Section).ToArray();
    }
}
