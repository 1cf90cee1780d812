using System.Text.Json;

namespace DkNN.Benchmarks;

/// <summary>An <see cref="EngineJob"/> as a file, for another process.</summary>
public static class EngineJobFile
{
    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file holds no job.</exception>
    public static EngineJob Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), EngineJobJson.Default.EngineJob)
                ?? throw new InvalidDataException($"'{path}' holds no job.");
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"'{path}' holds no job ({problem.Message}); 'dknn bench' writes them.", problem);
        }
    }

    /// <summary>Writes a job.</summary>
    /// <param name="path">The file.</param>
    /// <param name="job">The job.</param>
    public static void Write(string path, EngineJob job) =>
        File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(job, EngineJobJson.Default.EngineJob));
}
