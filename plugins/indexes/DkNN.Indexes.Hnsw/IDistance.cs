namespace DkNN.Indexes.Hnsw;

/// <summary>A squared distance between two vectors in some form; a struct, so that every loop is compiled for it.</summary>
internal unsafe interface IDistance
{
    /// <summary>Σ(a − b)².</summary>
    /// <param name="left">The first vector.</param>
    /// <param name="right">The second vector.</param>
    /// <param name="bytes">Size of either, a multiple of 64.</param>
    static abstract float Squared(byte* left, byte* right, int bytes);
}
