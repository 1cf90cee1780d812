namespace DkNN.Experiments.Tests.Pipeline;

/// <summary>Keeps warnings, and calls back whenever a stage begins or advances.</summary>
internal sealed class SilentProgress(Action<string>? onStep = null) : IRunProgress
{
    public List<string> Warnings { get; } = [];

    public IStageProgress Begin(string name, long total, string unit)
    {
        onStep?.Invoke(name);
        return new Stage(name, onStep);
    }

    public void Warn(string message) => Warnings.Add(message);

    private sealed class Stage(string name, Action<string>? onStep) : IStageProgress
    {
        public void Advance(long units, string? detail = null) => onStep?.Invoke(name);

        public void Dispose()
        {
        }
    }
}
