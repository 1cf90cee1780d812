namespace DkNN.Vectors;

/// <summary>No registers: one float at a time, for machines without vectors and as the plainest form of every kernel.</summary>
internal readonly unsafe struct SimdScalar : ISimd<float>
{
    public static int Lanes => 1;

    public static float Load(float* source) => *source;

    public static void Store(float value, float* destination) => *destination = value;

    public static float Broadcast(float value) => value;

    public static float Add(float left, float right) => left + right;

    public static float Subtract(float left, float right) => left - right;

    public static float Sum(float value) => value;

    public static float MultiplyAdd(float left, float right, float addend) => float.MultiplyAddEstimate(left, right, addend);

    public static uint AtLeast(float left, float right) => left >= right ? 1u : 0u;
}
