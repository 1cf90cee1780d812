using DkNN.Experiments;
using Spectre.Console;

namespace DkNN.Cli;

/// <summary>Shows a run's stages on standard error: live bars with a rate and the time left on a terminal, plain lines elsewhere.</summary>
internal static class ConsoleProgress
{
    /// <summary>Does some work while showing its progress.</summary>
    public static T Show<T>(Func<IRunProgress, T> work)
    {
        if (Terminal.ForProgress() is not { } console) return work(new PlainProgress(Console.Error));
        return console.Progress()
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn { Width = 30 },
                new PercentageColumn(),
                new RateColumn(),
                new RemainingTimeColumn())
            .Start(context => work(new LiveProgress(console, context)));
    }
}
