using System.CommandLine;
using DkNN.Experiments;
using DkNN.Reporting;

namespace DkNN.Cli;

/// <summary>Runs an experiment with its report, once or with several seeds.</summary>
/// <param name="arguments">Where artefacts are kept.</param>
/// <param name="keepModel">Whether runs leave their models.</param>
/// <param name="cancellationToken">Stops the work.</param>
internal sealed class RunWork(ParseResult arguments, bool keepModel, CancellationToken cancellationToken)
{
    /// <summary>Runs it.</summary>
    /// <param name="plans">The experiment with every seed.</param>
    /// <param name="seeds">How many there are.</param>
    /// <param name="directory">Where to: of one seed the run's own directory, of several one that holds a folder for each.</param>
    public RunOutcome Run(IEnumerable<(int Seed, ExperimentPlan Plan)> plans, int seeds, RunDirectory directory)
    {
        if (seeds == 1) return Run(plans.First().Plan, directory);
        var runs = new List<SeedRun>();
        try
        {
            foreach (var (seed, plan) in plans)
            {
                Console.Error.WriteLine($"Seed {seed}:");
                var run = RunDirectory.Claim(directory[SeedRuns.DirectoryOf(seed)]);
                runs.Add(new SeedRun(seed, run));
                runs[^1] = runs[^1] with { Results = Run(plan, run).Results };
            }
            var outcome = SeedRuns.Write(directory, runs);
            RunReport.Write(directory, outcome, cancellationToken);
            return outcome;
        }
        finally
        {
            foreach (var run in runs) run.Directory.Dispose();
        }
    }

    private RunOutcome Run(ExperimentPlan plan, RunDirectory run)
    {
        var outcome = ConsoleProgress.Show(
            progress =>
            {
                using var runner = new StageRunner(CommonOptions.OpenCache(arguments, progress.Warn), progress, cancellationToken);
                return new Experiment(plan, runner).Run(run, keepModel);
            });
        RunReport.Write(run, outcome, cancellationToken);
        return outcome;
    }
}
