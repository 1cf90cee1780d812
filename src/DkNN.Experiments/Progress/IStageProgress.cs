namespace DkNN.Experiments;

/// <summary>Hears how one stage goes on.</summary>
public interface IStageProgress : IDisposable
{
    /// <summary>Some work was done.</summary>
    /// <param name="units">How much, in the stage's units.</param>
    /// <param name="detail">What else to show, such as the loss; or null.</param>
    void Advance(long units, string? detail = null);
}
