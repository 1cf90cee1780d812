using System.Runtime.Intrinsics;

namespace DkNN.Vectors;

/// <summary>Registers of 512 bits.</summary>
internal readonly unsafe struct Simd512 : ISimd<Vector512<float>>
{
    public static int Lanes => Vector512<float>.Count;

    public static Vector512<float> Load(float* source) => Vector512.Load(source);

    public static void Store(Vector512<float> value, float* destination) => value.Store(destination);

    public static Vector512<float> Broadcast(float value) => Vector512.Create(value);

    public static Vector512<float> Add(Vector512<float> left, Vector512<float> right) => left + right;

    public static Vector512<float> Subtract(Vector512<float> left, Vector512<float> right) => left - right;

    public static float Sum(Vector512<float> value) => Vector512.Sum(value);

    public static Vector512<float> MultiplyAdd(Vector512<float> left, Vector512<float> right, Vector512<float> addend) =>
        Vector512.MultiplyAddEstimate(left, right, addend);

    public static uint AtLeast(Vector512<float> left, Vector512<float> right) =>
        (uint)Vector512.GreaterThanOrEqual(left, right).ExtractMostSignificantBits();
}
