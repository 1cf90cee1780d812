using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DkNN.Scores.Features;

/// <summary>What a person may choose with <c>--score react:percentile=90</c>.</summary>
public sealed class ReactOptions
{
    /// <summary>The percentile of the training images' features, all taken together, above which features are cut; the authors' 90.</summary>
    [Range(1.0, 100.0), Description("the percentile of the training features above which features are cut")]
    public double Percentile { get; init; } = 90;
}
