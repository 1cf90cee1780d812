using DkNN.Torch;

namespace DkNN.Experiments;

/// <summary>A network in evaluation mode, and where its weights stand.</summary>
/// <param name="Network">The network.</param>
/// <param name="Artefact">Its weights.</param>
internal sealed record TrainedNetwork(Network Network, Artefact Artefact) : IDisposable
{
    public void Dispose() => Network.Dispose();
}
