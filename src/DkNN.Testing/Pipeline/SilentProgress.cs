using DkNN.Experiments;

namespace DkNN.Testing;

/// <summary>Keeps warnings, and calls back whenever a stage begins or advances.</summary>
/// <param name="onStep">Called with the stage's name.</param>
public sealed class SilentProgress(Action<string>? onStep = null) : IRunProgress
{
    /// <summary>The warnings given.</summary>
    public IList<string> Warnings { get; } = [];

    /// <inheritdoc/>
    public IStageProgress Begin(string name, long total, string unit)
    {
        onStep?.Invoke(name);
        return new Stage(name, onStep);
    }

    /// <inheritdoc/>
    public void Warn(string message) => Warnings.Add(message);

    private sealed class Stage(string name, Action<string>? onStep) : IStageProgress
    {
        public void Advance(long units, string? detail = null) => onStep?.Invoke(name);

        public void Dispose()
        {
        }
    }
}
