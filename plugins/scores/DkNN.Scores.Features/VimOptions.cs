using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DkNN.Scores.Features;

/// <summary>What a person may choose with <c>--score vim:principal=64</c>.</summary>
public sealed class VimOptions
{
    /// <summary>
    /// Dimension of the principal space, less than that of the features; 0 chooses as the authors do, 1000 from 2048 features on and 512 from
    /// 768 on, and half of fewer.
    /// </summary>
    [Range(0, 100_000), Description("dimension of the principal space; 0 chooses by the number of features")]
    public int Principal { get; init; }
}
