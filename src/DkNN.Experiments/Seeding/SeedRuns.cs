using System.Globalization;

namespace DkNN.Experiments;

/// <summary>
/// The directory of an experiment that is repeated with several seeds: a run's directory for each seed, <c>results.json</c> with the means
/// over all, and <c>deviation.json</c> of the same shape with their standard deviations.
/// </summary>
public static class SeedRuns
{
    /// <summary>Name of one seed's directory.</summary>
    /// <param name="seed">The seed.</param>
    public static string DirectoryOf(int seed) => string.Create(CultureInfo.InvariantCulture, $"seed-{seed}");

    /// <summary>Writes what the runs have in common, and takes away what a former experiment left.</summary>
    /// <param name="directory">The experiment's directory.</param>
    /// <param name="runs">The runs, finished, in directories within that one.</param>
    /// <returns>For the report.</returns>
    public static RunOutcome Write(RunDirectory directory, IReadOnlyList<SeedRun> runs)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(runs);
        string[] files =
        [
            .. from run in runs
               from file in run.Directory.Files.Append(RunList.FileName)
               select $"{Path.GetRelativePath(directory.Path, run.Directory.Path)}/{file}",
        ];
        directory.Clear(files.ToHashSet());
        directory.Announce([.. files, ResultsFile.FileName, ResultsFile.DeviationName]);
        var (mean, deviation) = SeedSummary.Of([.. runs.Select(run => run.Seed)], [.. runs.Select(run => run.Results!)]);
        ResultsFile.Write(directory[ResultsFile.DeviationName], deviation);
        ResultsFile.Write(directory[ResultsFile.FileName], mean);
        return new RunOutcome(mean) { Deviation = deviation };
    }
}
