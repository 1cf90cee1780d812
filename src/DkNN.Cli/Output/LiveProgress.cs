using DkNN.Experiments;
using Spectre.Console;

namespace DkNN.Cli;

/// <summary>Stages as bars on a terminal.</summary>
internal sealed class LiveProgress(IAnsiConsole console, ProgressContext context) : IRunProgress
{
    public IStageProgress Begin(string name, long total, string unit) =>
        new Stage(name, context.AddTask(Markup.Escape(name), maxValue: Math.Max(1, total)));

    public void Warn(string message) => console.MarkupLineInterpolated($"[yellow]warning:[/] {message}");

    private sealed class Stage(string name, ProgressTask task) : IStageProgress
    {
        public void Advance(long units, string? detail = null)
        {
            task.Increment(units);
            if (detail is not null) task.Description = Markup.Escape($"{name} ({detail})");
        }

        public void Dispose() => task.StopTask();
    }
}
