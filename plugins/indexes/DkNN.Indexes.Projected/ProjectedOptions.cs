using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DkNN.Indexes.Projected;

/// <summary>Options of the projected index.</summary>
public sealed class ProjectedOptions
{
    /// <summary>Directions of the projection; 0 chooses by the rows' dimension.</summary>
    [Description("directions of the projection; 0 chooses by the rows' dimension")]
    [Range(0, 1024)]
    public int Components { get; set; }

    /// <summary>
    /// Directions of a second projection, for queries that the first leaves open; 0 makes one only where every answer is to be proven and
    /// rows are long.
    /// </summary>
    [Description("directions of a second projection, for queries that the first leaves open; 0 chooses")]
    [Range(0, 2048)]
    public int FineComponents { get; set; }

    /// <summary>
    /// How large a share of its greatest possible value the inner product of two residuals is allowed for: 1 proves every answer, less
    /// finds nearly all neighbours sooner.
    /// </summary>
    [Description("how safe answers are: at 1 every answer is proven, less is faster")]
    [Range(0.0, 1.0)]
    public double Certainty { get; set; } = 0.2;
}
