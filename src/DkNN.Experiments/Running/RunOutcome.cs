namespace DkNN.Experiments;

/// <summary>What a run leaves for the report.</summary>
/// <param name="Results">The content of <c>results.json</c>.</param>
/// <param name="Gallery">The first test images at every ε; null for none.</param>
/// <param name="Explanations">Some images explained; null for none.</param>
public sealed record RunOutcome(RunResults Results, AdversarialGallery? Gallery = null, RunExplanations? Explanations = null)
{
    /// <summary>
    /// Where the results are means over several seeds, their standard deviations, and what is the same in all as it is; null otherwise.
    /// </summary>
    public RunResults? Deviation { get; init; }

    /// <summary>Reads what a run left in its directory.</summary>
    /// <param name="directory">The run's directory.</param>
    /// <exception cref="DirectoryNotFoundException">The directory is not there, or it holds no run.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static RunOutcome Read(string directory)
    {
        string path = ResultsFile.Require(directory);
        var results = ResultsFile.Read(path);
        string deviation = Path.Combine(directory, ResultsFile.DeviationName);
        if (results.SeedRuns.Count > 0) return new RunOutcome(results) { Deviation = ResultsFile.Read(deviation) };
        return new RunOutcome(results, GalleryFile.Read(directory, results), ExplanationsFile.Read(directory));
    }
}
