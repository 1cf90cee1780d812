using DkNN.Vectors;

namespace DkNN.Indexes.Hnsw;

/// <summary>Distances of rows as they are.</summary>
internal readonly unsafe struct FloatDistance : IDistance
{
    public static float Squared(byte* left, byte* right, int bytes) =>
        FastDistance.Squared((float*)left, (float*)right, bytes / sizeof(float));
}
