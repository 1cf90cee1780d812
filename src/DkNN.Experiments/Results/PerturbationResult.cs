namespace DkNN.Experiments;

/// <summary>How far an attack moved the images of one ε, pixels being in [0, 1]. All 0 for the clean images.</summary>
/// <param name="LinfMax">Largest L∞ norm: the largest change of any pixel.</param>
/// <param name="L2Mean">Mean L2 norm.</param>
/// <param name="L0Mean">Mean number of values changed.</param>
/// <param name="SuccessRate">Share of the images on which the attack reached its aim, from 0 to 1.</param>
/// <param name="LinfMean">Mean L∞ norm.</param>
/// <param name="L2Max">Largest L2 norm.</param>
/// <param name="L0Max">Largest number of values changed.</param>
public sealed record PerturbationResult(
    double LinfMax, double L2Mean, double L0Mean, double SuccessRate, double LinfMean, double L2Max, double L0Max)
{
    /// <summary>No perturbation: the clean images.</summary>
    public static PerturbationResult None { get; } = new(0, 0, 0, 0, 0, 0, 0);
}
