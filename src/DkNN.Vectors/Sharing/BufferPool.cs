namespace DkNN.Vectors;

/// <summary>Buffers that searches leave to those that follow: never more than one for each of <see cref="SharedCores"/>.</summary>
/// <typeparam name="T">The buffers of one thread; freed where they are disposable.</typeparam>
public sealed class BufferPool<T>
    where T : class
{
    private readonly T?[] _idle = new T?[SharedCores.Limit];

    /// <summary>Takes idle buffers; null where there are none, and the taker is to make some.</summary>
    public T? Take()
    {
        for (int i = 0; i < _idle.Length; i++)
        {
            if (Volatile.Read(ref _idle[i]) is not null && Interlocked.Exchange(ref _idle[i], null) is { } buffers) return buffers;
        }

        return null;
    }

    /// <summary>Gives buffers back.</summary>
    /// <param name="buffers">They.</param>
    public void Give(T buffers)
    {
        for (int i = 0; i < _idle.Length; i++)
        {
            if (Interlocked.CompareExchange(ref _idle[i], buffers, null) is null) return;
        }

        (buffers as IDisposable)?.Dispose();
    }

    /// <summary>Frees the idle buffers.</summary>
    public void Free()
    {
        while (Take() is { } buffers) (buffers as IDisposable)?.Dispose();
    }
}
