namespace DkNN.Vectors;

/// <summary>A core of <see cref="SharedCores"/>, given back when this is disposed of on the same thread, once.</summary>
public readonly ref struct CoreShare
{
    private readonly SemaphoreSlim? _free;

    internal CoreShare(SemaphoreSlim free) => _free = free;

    /// <summary>Gives the core back.</summary>
    public void Dispose()
    {
        if (_free is not null) SharedCores.Leave(_free);
    }
}
