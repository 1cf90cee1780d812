namespace DkNN.Data;

/// <summary>What an IDX file holds, told by its number of dimensions.</summary>
internal enum IdxKind
{
    /// <summary>One dimension, or two of which the first column counts: labels.</summary>
    Labels,

    /// <summary>Three (grey) or four (colour) dimensions: images.</summary>
    Images,
}
