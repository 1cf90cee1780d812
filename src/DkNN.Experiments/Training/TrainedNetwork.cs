using DkNN.Torch;

namespace DkNN.Experiments;

/// <summary>A network in evaluation mode.</summary>
/// <param name="Network">The network.</param>
/// <param name="Key">All that determined its weights.</param>
internal sealed record TrainedNetwork(Network Network, ArtefactKey Key) : IDisposable
{
    public void Dispose() => Network.Dispose();
}
