namespace DkNN.Experiments;

/// <summary>What a run leaves for the report.</summary>
/// <param name="Results">The content of <c>results.json</c>.</param>
/// <param name="Gallery">The first test images at every ε.</param>
public sealed record RunOutcome(RunResults Results, AdversarialGallery? Gallery)
{
    /// <summary>Reads what a run left in its directory.</summary>
    /// <param name="directory">The run's directory.</param>
    /// <exception cref="FileNotFoundException">The directory holds no run.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static RunOutcome Read(string directory)
    {
        var results = ResultsFile.Read(Path.Combine(directory, ResultsFile.FileName));
        return new RunOutcome(results, GalleryFile.Read(directory, results));
    }
}
