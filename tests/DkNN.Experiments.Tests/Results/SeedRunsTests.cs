namespace DkNN.Experiments.Tests;

public sealed class SeedRunsTests
{
    [Fact]
    public void An_experiment_with_fewer_seeds_takes_away_what_one_with_more_left_and_nothing_of_its_own()
    {
        using var folder = new TemporaryFolder();
        Write(folder.Path, 3);
        Assert.True(File.Exists(folder["seed-2", ResultsFile.FileName]));
        Write(folder.Path, 2);
        Assert.Equal([0, 1], ResultsFile.Read(folder[ResultsFile.FileName]).SeedRuns);
        Assert.True(File.Exists(folder["seed-1", ResultsFile.FileName]));
        Assert.False(File.Exists(folder["seed-2", ResultsFile.FileName]));
        Assert.False(File.Exists(folder["seed-2", RunList.FileName]));
    }

    /// <summary>What a program does of several seeds, but for the runs themselves.</summary>
    private static void Write(string directory, int seeds)
    {
        using var all = RunDirectory.Claim(directory);
        var runs = new List<SeedRun>();
        try
        {
            for (int seed = 0; seed < seeds; seed++)
            {
                var run = RunDirectory.Claim(all[SeedRuns.DirectoryOf(seed)]);
                runs.Add(new SeedRun(seed, run, SeedSummaryTests.Run(0.5 + (0.1 * seed), 100, seed)));
                run.Clear();
                run.Announce(ResultsFile.FileName);
                ResultsFile.Write(run[ResultsFile.FileName], runs[^1].Results!);
            }
            var outcome = SeedRuns.Write(all, runs);
            Assert.Equal(RunOutcome.Read(directory).Deviation!.Evaluations[0].Network.Accuracy, outcome.Deviation!.Evaluations[0].Network.Accuracy);
        }
        finally
        {
            foreach (var run in runs) run.Directory.Dispose();
        }
    }
}
