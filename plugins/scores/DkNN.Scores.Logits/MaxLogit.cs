using System.Numerics.Tensors;

namespace DkNN.Scores.Logits;

/// <summary>The greatest logit (Hendrycks et al., "Scaling Out-of-Distribution Detection for Real-World Settings", ICML 2022): max z.</summary>
[Score("max-logit", Description = "the network's greatest logit")]
public sealed class MaxLogit : IScore<NoOptions>
{
    /// <inheritdoc/>
    public ScoreNeeds Needs(NoOptions options) => ScoreNeeds.None;

    /// <inheritdoc/>
    public IScorer Open(ScoreState state, NoOptions options) => new LogitScorer(logits => TensorPrimitives.Max(logits));
}
