using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DkNN.Scores.Features;

/// <summary>What a person may choose with <c>--score deep-knn:k=50</c>.</summary>
public sealed class DeepKnnOptions
{
    /// <summary>k: which neighbour's distance counts; no more than there are training images. The authors' choice for CIFAR-10 is 50.</summary>
    [Range(1, 100_000), Description("which nearest training image's distance counts")]
    public int K { get; init; } = 50;
}
