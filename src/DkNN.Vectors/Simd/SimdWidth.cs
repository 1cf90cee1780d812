namespace DkNN.Vectors;

/// <summary>Width of the vector registers that the kernels use.</summary>
public enum SimdWidth
{
    /// <summary>One float at a time: machines without a vector unit.</summary>
    Scalar,

    /// <summary>128 bits: every machine with a vector unit, Arm64 among them.</summary>
    Bits128,

    /// <summary>256 bits: AVX2 with fused multiply-add.</summary>
    Bits256,

    /// <summary>512 bits: AVX-512.</summary>
    Bits512,
}
