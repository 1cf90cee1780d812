using static TorchSharp.torch;

namespace DkNN.Experiments;

/// <summary>The test images under attack with one budget, ready to be evaluated.</summary>
/// <param name="Artefact">Where they stand.</param>
/// <param name="Images">Float32 images, N×C×H×W.</param>
/// <param name="Logits">What the network says of them, N×classes.</param>
/// <param name="Perturbation">How strong and how successful the attack was.</param>
internal sealed record AdversarialSet(Artefact Artefact, Tensor Images, Tensor Logits, PerturbationResult Perturbation) : IDisposable
{
    /// <summary>Consecutive images; owned by the caller's dispose scope.</summary>
    public Tensor Batch(int start, int count) => Images.narrow(0, start, count);

    /// <summary>Logits of a batch; owned by the caller's dispose scope.</summary>
    /// <param name="start">The batch's first image.</param>
    public Tensor LogitsOf(int start) =>
        Logits.narrow(0, start, Math.Min(ActivationBatches.BatchSize, Logits.shape[0] - start));

    public void Dispose()
    {
        Images.Dispose();
        Logits.Dispose();
    }
}
