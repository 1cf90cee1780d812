namespace DkNN.Experiments;

/// <summary>Hears how a run goes on: a terminal shows bars, a log plain lines.</summary>
public interface IRunProgress
{
    /// <summary>A stage begins.</summary>
    /// <param name="name">What is done, for a person.</param>
    /// <param name="total">Units of work; 0 where unknown.</param>
    /// <param name="unit">What a unit is, in the plural: "images", "rows".</param>
    /// <returns>Told of the work done; disposed when the stage ends.</returns>
    IStageProgress Begin(string name, long total, string unit);

    /// <summary>Something a person should know, in one line.</summary>
    /// <param name="message">The line.</param>
    void Warn(string message);
}
