namespace DkNN.Vectors;

/// <summary>A use of something whose memory stays until the lease is disposed of, once.</summary>
public readonly ref struct Lease
{
    private readonly Action? _leave;

    internal Lease(Action leave) => _leave = leave;

    /// <summary>Ends the use.</summary>
    public void Dispose() => _leave?.Invoke();
}
