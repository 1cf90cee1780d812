using DkNN.Torch;
using static TorchSharp.torch;

namespace DkNN.Attacks.Fgsm;

/// <summary>
/// The fast gradient sign method (Goodfellow, Shlens and Szegedy, "Explaining and Harnessing Adversarial Examples", ICLR 2015):
/// x' = clip(x + ε · sign(∇x J(x, y))), which raises the cross-entropy J of the true class y; with a target t,
/// x' = clip(x − ε · sign(∇x J(x, t))), which lowers the target's; clipped to [0, 1], or to the range that the run asks for.
/// </summary>
[Attack("fgsm", Description = "one step of length epsilon along the sign of the gradient")]
public sealed class Fgsm : IAttack<FgsmOptions>
{
    /// <inheritdoc/>
    public Tensor Perturb(IDifferentiableClassifier model, AttackBatch batch, FgsmOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return Perturb(model, batch, [batch.Epsilon], options, cancellationToken)[0];
    }

    /// <summary>One gradient serves all budgets: only the length of the step differs.</summary>
    /// <inheritdoc/>
    public IReadOnlyList<Tensor> Perturb(
        IDifferentiableClassifier model, AttackBatch batch, IReadOnlyList<double> budgets, FgsmOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(budgets);
        cancellationToken.ThrowIfCancellationRequested();
        using var scope = NewDisposeScope();
        // A sum over the batch leaves each image's gradient its own.
        var direction = model.Gradient(
            batch.Images, logits => nn.functional.cross_entropy(logits, batch.Classes, reduction: nn.Reduction.Sum)).sign_();
        int sign = batch.Targeted ? -1 : 1;
        return [.. budgets.Select(budget => batch.Images.add(direction, sign * budget).clamp_(batch.Range.Lowest, batch.Range.Highest).MoveToOuterDisposeScope())];
    }
}
