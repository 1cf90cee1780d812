using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DkNN.Indexes.Hnsw;

/// <summary>Options of the graph index, named as in Malkov and Yashunin (2018).</summary>
public sealed class HnswOptions
{
    /// <summary>Links that a new row gets on each level, from 2 to 128; rows keep up to M links, on level 0 up to 2M.</summary>
    [Description("links of a new row; on level 0 rows keep up to twice as many")]
    [Range(2, 128)]
    public int M { get; set; } = 16;

    /// <summary>Rows that the search for a new row's links keeps, from 8 to 10 000: more makes a better graph and a slower build.</summary>
    [Description("rows kept while a new row's links are sought: more makes a better graph")]
    [Range(8, 10_000)]
    public int EfConstruction { get; set; } = 200;

    /// <summary>Rows that a search keeps at the start, from 1 to 100 000; fewer than the neighbours asked for count as many.</summary>
    [Description("rows kept by a search: more finds more of the true neighbours")]
    [Range(1, 100_000)]
    public int EfSearch { get; set; } = 150;
}
