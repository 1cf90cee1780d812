using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DkNN.Indexes.Lsh;

/// <summary>Options of cross-polytope hashing.</summary>
public sealed class LshOptions
{
    /// <summary>Number of hash tables, from 1 to 1000: more find more of the neighbours at as many probes, and take more memory.</summary>
    [Description("number of hash tables")]
    [Range(1, 1_000)]
    public int Tables { get; set; } = 50;

    /// <summary>Hash functions a table, from 1 to 4.</summary>
    [Description("hash functions a table")]
    [Range(1, 4)]
    public int HashFunctions { get; set; } = 2;

    /// <summary>
    /// Dimension of each table's last cross-polytope, a power of two from 1 to 4096, at most that of the rotations; 0 chooses it so that
    /// there are about as many buckets as rows.
    /// </summary>
    [Description("dimension of the last cross-polytope, a power of two; 0 chooses by the number of rows")]
    [Range(0, 4_096)]
    public int LastDimension { get; set; }

    /// <summary>
    /// Floats that rows are reduced to by feature hashing before they are rotated, from 0 to 4096; 0 takes rows up to 512 floats as they
    /// are, and reduces longer ones to 256. Distances are always those of whole rows.
    /// </summary>
    [Description("floats that longer rows are reduced to before hashing; 0 chooses by the rows' dimension")]
    [Range(0, 4_096)]
    public int FeatureDimension { get; set; }

    /// <summary>Buckets looked into for a query, over all tables, from 1 to 1,000,000.</summary>
    [Description("buckets looked into for a query, over all tables")]
    [Range(1, 1_000_000)]
    public int Probes { get; set; } = 200;

    /// <summary>
    /// Share of the true neighbours that the build chooses <see cref="Probes"/> for, from 0 to 1; 0 leaves it as it is. It is measured on
    /// some of the rows: queries unlike the rows, such as attacked or foreign images, may find a smaller share.
    /// </summary>
    [Description("share of true neighbours that the build chooses the probes for; 0 takes the probes given")]
    [Range(0.0, 1.0)]
    public double TargetRecall { get; set; }

    /// <summary>Neighbours a query that <see cref="TargetRecall"/> is measured for, from 1 to 10,000.</summary>
    [Description("neighbours a query that the target is for")]
    [Range(1, 10_000)]
    public int TargetNeighbors { get; set; } = 75;
}
