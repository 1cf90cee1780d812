namespace DkNN.Vectors;

/// <summary>One of the cores that all searches of the process share, given back when this is disposed of on the same thread, once.</summary>
public readonly ref struct CoreShare
{
    [ThreadStatic]
    private static bool _isHeld;

    private readonly SemaphoreSlim? _free;

    /// <summary>Takes note of a core that this thread has from now on.</summary>
    /// <param name="free">Where it was taken from.</param>
    internal CoreShare(SemaphoreSlim free)
    {
        _free = free;
        _isHeld = true;
    }

    /// <summary>Whether this thread has a core already, as within a search that makes another.</summary>
    internal static bool IsHeld
    {
        get => _isHeld;
        set => _isHeld = value;
    }

    /// <summary>Gives the core back.</summary>
    public void Dispose()
    {
        if (_free is null) return;
        _isHeld = false;
        _free.Release();
    }
}
