using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DkNN.Indexes.RpForest;

/// <summary>Options of the forest.</summary>
public sealed class RpForestOptions
{
    /// <summary>Number of trees, from 1 to 1000: more find more of the neighbours, and take more memory.</summary>
    [Description("number of trees")]
    [Range(1, 1_000)]
    public int Trees { get; set; } = 50;

    /// <summary>Most rows of a leaf, from 1 to 100,000: smaller leaves need more planes.</summary>
    [Description("most rows of a leaf")]
    [Range(1, 100_000)]
    public int LeafSize { get; set; } = 64;

    /// <summary>
    /// Floats of a splitting plane, from 0 to 4096: rows of more floats are split by where they lie in a random projection. 0 takes the
    /// rows themselves up to 256 floats, and 128 floats of longer ones. Distances are always those of whole rows.
    /// </summary>
    [Description("floats of a splitting plane; longer rows are projected for it; 0 chooses by the rows' dimension")]
    [Range(0, 4_096)]
    public int PlaneDimension { get; set; }

    /// <summary>
    /// Rows that a search gathers from leaves before it measures them, from 0 to 1,000,000,000, each counted as often as trees offer it;
    /// 0 takes trees × k.
    /// </summary>
    [Description("rows gathered from the leaves for a query; 0 takes trees × k")]
    [Range(0, 1_000_000_000)]
    public int SearchNodes { get; set; }
}
