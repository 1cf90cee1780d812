namespace DkNN.Vectors;

/// <summary>A use of something whose memory stays until the lease is disposed of, once.</summary>
public readonly ref struct Lease
{
    private readonly Lifetime? _lifetime;

    internal Lease(Lifetime lifetime) => _lifetime = lifetime;

    /// <summary>Ends the use.</summary>
    public void Dispose() => _lifetime?.Leave();
}
