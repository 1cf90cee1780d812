using static TorchSharp.torch;

namespace DkNN.Experiments;

/// <summary>The test images under attack with one budget, ready to be evaluated.</summary>
/// <param name="Artefact">Where they stand.</param>
/// <param name="Images">Float32 images, N×C×H×W.</param>
/// <param name="Perturbation">How strong and how successful the attack was.</param>
internal sealed record AdversarialSet(Artefact Artefact, Tensor Images, PerturbationResult Perturbation) : IDisposable
{
    /// <summary>Consecutive images; owned by the caller's dispose scope.</summary>
    public Tensor Batch(int start, int count) => Images.narrow(0, start, count);

    public void Dispose() => Images.Dispose();
}
