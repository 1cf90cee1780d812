namespace DkNN.Vectors;

/// <summary>What the kernels need of a vector register, so that each is written once for all widths.</summary>
/// <typeparam name="TVector">The register.</typeparam>
internal unsafe interface ISimd<TVector>
    where TVector : struct
{
    static abstract int Lanes { get; }

    static abstract TVector Load(float* source);

    static abstract void Store(TVector value, float* destination);

    static abstract TVector Broadcast(float value);

    static abstract TVector Add(TVector left, TVector right);

    static abstract TVector Subtract(TVector left, TVector right);

    /// <summary>The lanes added up, in an order that depends on their number alone.</summary>
    static abstract float Sum(TVector value);

    /// <summary>left · right + addend, fused where the machine can.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);

    /// <summary>One bit a lane, the first lane lowest: left ≥ right.</summary>
    static abstract uint AtLeast(TVector left, TVector right);
}
