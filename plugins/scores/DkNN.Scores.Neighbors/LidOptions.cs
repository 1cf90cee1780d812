using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DkNN.Scores.Neighbors;

/// <summary>What a person may choose with <c>--score lid:k=20</c>.</summary>
public sealed class LidOptions
{
    /// <summary>k: how many neighbours a layer count; no more than DkNN seeks.</summary>
    [Range(2, 100_000), Description("how many neighbours a layer count, of those that DkNN seeks")]
    public int K { get; init; } = 20;
}
