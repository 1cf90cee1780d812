using static TorchSharp.torch;

namespace DkNN.Torch;

/// <summary>Images to attack, with the goal and the budget.</summary>
/// <param name="Images">Clean images, N×C×H×W, in [0, 1]. The attack must not change them.</param>
/// <param name="Classes">
/// N class numbers (int64): the true labels to leave, or, where <paramref name="Targeted"/>, the classes to reach.
/// </param>
/// <param name="Targeted">Whether <paramref name="Classes"/> are to be reached rather than left.</param>
/// <param name="Epsilon">The budget: largest L∞ distance from the clean image, in (0, 1].</param>
/// <param name="Seed">Seed of every random choice.</param>
public sealed record AttackBatch(Tensor Images, Tensor Classes, bool Targeted, double Epsilon, int Seed)
{
    /// <summary>The range that attacked pixels stay in.</summary>
    public PixelRange Range { get; init; } = PixelRange.Unit;
}
