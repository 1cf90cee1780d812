using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DkNN.Scores.Logits;

/// <summary>What a person may choose with <c>--score gen:gamma=0.1</c>.</summary>
public sealed class GenOptions
{
    /// <summary>γ, the power; the authors' 0.1.</summary>
    [Range(0.001, 1), Description("the power: the smaller, the more small probabilities count")]
    public double Gamma { get; init; } = 0.1;

    /// <summary>M, how many of the greatest probabilities count; 0 for all.</summary>
    [Range(0, 1_000_000), Description("how many of the greatest probabilities count; 0 for all")]
    public int Top { get; init; }
}
