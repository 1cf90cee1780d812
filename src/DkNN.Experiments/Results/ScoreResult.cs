using DkNN.Core;

namespace DkNN.Experiments;

/// <summary>What a score tells of some images.</summary>
/// <param name="Name">The score, as <see cref="ScoreSettings.Name"/> has it.</param>
/// <param name="Mean">Its mean over the images.</param>
/// <param name="Detection">
/// Of attacked images: telling those that fool the network from the clean ones that it gets right. Of foreign images: telling them from
/// the clean test images.
/// </param>
/// <param name="Selective">
/// Accuracy of the answer that the score judges on the images kept as its threshold rises; empty of foreign images.
/// </param>
public sealed record ScoreResult(string Name, double Mean, DetectionResult Detection, IReadOnlyList<SelectivePoint> Selective)
{
    /// <summary>Whether the score ranks worse than chance: its sign is turned round, or the images look more trusted than trusted ones.</summary>
    public bool IsBelowChance => Detection.Auroc < 0.5;
}
