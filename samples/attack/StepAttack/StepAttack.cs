using DkNN;
using DkNN.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace StepAttack;

/// <summary>
/// Steps in the direction of the gradient's sign, within the budget (Kurakin, Goodfellow and Bengio, arXiv 1607.02533).
/// </summary>
[Attack("step-attack", Description = "steps by the gradient's sign")]
public sealed class StepAttackPlugin : IAttack<StepOptions>
{
    /// <inheritdoc/>
    public Tensor Perturb(IDifferentiableClassifier model, AttackBatch batch, StepOptions options, CancellationToken cancellationToken)
    {
        using var scope = NewDisposeScope();
        double direction = batch.Targeted ? -1 : 1, step = direction * batch.Epsilon / options.Steps;
        var lowest = (batch.Images - batch.Epsilon).clamp_(batch.Range.Lowest, batch.Range.Highest);
        var highest = (batch.Images + batch.Epsilon).clamp_(batch.Range.Lowest, batch.Range.Highest);
        var images = batch.Images.clone();
        for (int taken = 0; taken < options.Steps; taken++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            var gradient = model.Gradient(images, logits => nn.functional.cross_entropy(logits, batch.Classes, reduction: nn.Reduction.Sum));
            images.add_(gradient.sign_().mul_(step)).clamp_(lowest, highest);
        }
        return images.MoveToOuterDisposeScope();
    }
}
