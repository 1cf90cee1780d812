using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DkNN.Scores.Features;

/// <summary>What a person may choose with <c>--score mahalanobis:tolerance=1e-9</c>.</summary>
public sealed class MahalanobisOptions
{
    /// <summary>
    /// Directions whose variance is at most this share of the greatest are left out: such as those of features that are always zero, in which
    /// a distance has no measure.
    /// </summary>
    [Range(1e-14, 0.1), Description("directions of at most this share of the greatest variance are left out")]
    public double Tolerance { get; init; } = 1e-9;
}
