namespace DkNN.Vectors;

/// <summary>
/// The life of something that many threads use and one ends: what it holds is freed once it was ended and the last use of it is over, so
/// that nobody reads memory that is gone.
/// </summary>
public sealed class Lifetime
{
    /// <summary>The bit of the state that says that the life was ended; below it are the uses, the life itself counted as one.</summary>
    private const int Ended = 1 << 30;

    private readonly string _name;
    private readonly Action _free;
    private readonly Action _leave;
    private int _state = 1;

    /// <summary>Begins a life.</summary>
    /// <param name="name">What is used, for the error.</param>
    /// <param name="free">Frees what it holds; called once.</param>
    public Lifetime(string name, Action free) => (_name, _free, _leave) = (name, free, Leave);

    /// <summary>Whether what it holds was freed.</summary>
    public bool IsOver => Volatile.Read(ref _state) == Ended;

    /// <summary>Begins a use, which the lease ends.</summary>
    /// <exception cref="ObjectDisposedException">The life was ended.</exception>
    public Lease Enter()
    {
        int seen = Volatile.Read(ref _state);
        while (true)
        {
            ObjectDisposedException.ThrowIf((seen & Ended) != 0, _name);
            int was = Interlocked.CompareExchange(ref _state, seen + 1, seen);
            if (was == seen) return new Lease(_leave);
            seen = was;
        }
    }

    /// <summary>Ends the life: no use begins from now on, and the last one under way frees what it holds.</summary>
    public void End()
    {
        if ((Interlocked.Or(ref _state, Ended) & Ended) == 0) Leave();
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _state) == Ended) _free();
    }
}
