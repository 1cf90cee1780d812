namespace DkNN.Core;

/// <summary>What a neighbour that an approximate index did not find counts as.</summary>
public enum MissingNeighbors
{
    /// <summary>It disagrees with every class.</summary>
    Disagree,

    /// <summary>It votes for class 0.</summary>
    ClassZero,
}
