using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DkNN.Indexes.NNDescent;

/// <summary>Options of the NN-Descent index.</summary>
public sealed class NNDescentOptions
{
    /// <summary>Neighbours a row in the graph of nearest neighbours, from 2 to 256.</summary>
    [Description("neighbours a row in the graph of nearest neighbours")]
    [Range(2, 256)]
    public int Neighbors { get; set; } = 30;

    /// <summary>Random-projection trees that the descent starts from; 0 chooses by the number of rows.</summary>
    [Description("random-projection trees that the descent starts from; 0 chooses by the number of rows")]
    [Range(0, 256)]
    public int Trees { get; set; }

    /// <summary>Most rows of a tree's leaf, whose rows are compared all with all.</summary>
    [Description("most rows of a tree's leaf, whose rows are compared all with all")]
    [Range(4, 1024)]
    public int LeafSize { get; set; } = 30;

    /// <summary>
    /// Floats of the sketches that rows are compared by in build and search, from 2; 0 chooses by the rows' dimension, and as many as a
    /// row has or more compare the rows themselves.
    /// </summary>
    [Description("floats of the sketches that rows are compared by; 0 chooses, a row's dimension or more takes the rows")]
    [Range(0, 65_536)]
    public int Sketch { get; set; }

    /// <summary>Most rounds of the descent; it stops sooner where a round changes next to nothing.</summary>
    [Description("most rounds of the descent; it stops sooner where a round changes next to nothing")]
    [Range(0, 100)]
    public int Rounds { get; set; } = 16;

    /// <summary>
    /// How much nearer to a kept neighbour than to the row itself a neighbour must be to be pruned: 1 prunes most, more keeps longer
    /// lists.
    /// </summary>
    [Description("how much nearer to a kept neighbour than to the row a neighbour must be to be pruned; 1 prunes most")]
    [Range(1.0, 2.0)]
    public double Pruning { get; set; } = 1.1;

    /// <summary>Most neighbours of a row in the graph that is searched, reverse edges included, from 4 to 512.</summary>
    [Description("most neighbours of a row in the graph that is searched, reverse edges included")]
    [Range(4, 512)]
    public int MaxDegree { get; set; } = 45;

    /// <summary>
    /// Slack of the search: a row's neighbours are looked at while it is nearer than 1 + ε times the k-th distance found. More finds more
    /// of the true neighbours and takes longer.
    /// </summary>
    [Description("slack of the search: more finds more of the true neighbours and takes longer")]
    [Range(0.0, 2.0)]
    public double Epsilon { get; set; } = 0.1;
}
