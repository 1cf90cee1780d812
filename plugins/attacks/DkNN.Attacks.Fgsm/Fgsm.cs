using DkNN.Torch;
using static TorchSharp.torch;

namespace DkNN.Attacks.Fgsm;

/// <summary>
/// The fast gradient sign method (Goodfellow, Shlens and Szegedy, "Explaining and Harnessing Adversarial Examples", ICLR 2015):
/// x' = clip(x + ε · sign(∇x J(x, y)), 0, 1), which raises the cross-entropy J of the true class y; with a target t,
/// x' = clip(x − ε · sign(∇x J(x, t)), 0, 1), which lowers the target's.
/// </summary>
[Attack("fgsm", Description = "one step of length epsilon along the sign of the gradient")]
public sealed class Fgsm : IAttack<FgsmOptions>
{
    /// <inheritdoc/>
    public Tensor Perturb(IDifferentiableClassifier model, AttackBatch batch, FgsmOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(batch);
        cancellationToken.ThrowIfCancellationRequested();
        using var scope = NewDisposeScope();
        // A sum over the batch leaves each image's gradient its own.
        var gradient = model.Gradient(
            batch.Images, logits => nn.functional.cross_entropy(logits, batch.Classes, reduction: nn.Reduction.Sum));
        double step = batch.Targeted ? -batch.Epsilon : batch.Epsilon;
        return batch.Images.add(gradient.sign_(), step).clamp_(0, 1).MoveToOuterDisposeScope();
    }
}
