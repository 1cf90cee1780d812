using DkNN.Vectors;

namespace DkNN.Indexes.Hnsw;

/// <summary>Distances of rows in 8-bit codes.</summary>
internal readonly unsafe struct CodedDistance : IDistance
{
    public static float Squared(byte* left, byte* right, int bytes) => CodeDistance.Squared(left, right, bytes);
}
