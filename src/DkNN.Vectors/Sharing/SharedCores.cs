using System.Runtime.ExceptionServices;

namespace DkNN.Vectors;

/// <summary>
/// The cores that all searches of the process share. A search takes one for its own thread, and waits while all are taken; others help it
/// as long as they are free. So many callers at a time neither start more threads than there are cores nor need more buffers. Other loops
/// keep to the same limit by <see cref="Options"/>.
/// </summary>
public static class SharedCores
{
#pragma warning disable RS0030 // All others take the number from here.
    private static int _limit = Environment.ProcessorCount;
#pragma warning restore RS0030
    private static SemaphoreSlim _free = new(_limit);

    /// <summary>Most threads that compute at a time, at least 1; at first the machine's cores.</summary>
    /// <remarks>Set it before anything is searched: searches under way keep to the limit that they began with.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public static int Limit
    {
        get => Volatile.Read(ref _limit);
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            Volatile.Write(ref _free, new SemaphoreSlim(value));
            Volatile.Write(ref _limit, value);
        }
    }

    /// <summary>For a parallel loop that is no search: it has as many threads as the limit allows.</summary>
    /// <param name="cancellationToken">Stops the loop.</param>
    public static ParallelOptions Options(CancellationToken cancellationToken = default) =>
        new() { MaxDegreeOfParallelism = Limit, CancellationToken = cancellationToken };

    /// <summary>Takes a core for this thread, unless it has one, and waits until one is free.</summary>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was stopped.</exception>
    public static CoreShare Enter(CancellationToken cancellationToken = default)
    {
        if (CoreShare.IsHeld) return default;
        var free = Volatile.Read(ref _free);
        free.Wait(cancellationToken);
        return new CoreShare(free);
    }

    /// <summary>Works on this thread, and on as many others as there are free cores.</summary>
    /// <param name="most">Most threads, at least 1.</param>
    /// <param name="work">The work of one thread, told its number from 0; what there is to do, the threads share out themselves.</param>
    /// <param name="cancellationToken">Stops the wait for a core of this thread's.</param>
    public static void Run(int most, Action<int> work, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        using var _ = Enter(cancellationToken);
        var free = Volatile.Read(ref _free);
        int helpers = 0;
        while (helpers < most - 1 && free.Wait(0, CancellationToken.None)) helpers++;
        if (helpers == 0)
        {
            work(0);
            return;
        }

        try
        {
            RunTogether(helpers + 1, work);
        }
        finally
        {
            free.Release(helpers);
        }
    }

    /// <summary>Does the same for many items, block by block, on this thread and on free cores.</summary>
    /// <param name="items">Number of items.</param>
    /// <param name="block">Items that a thread takes at a time, at least 1; up to so many are done on this thread alone.</param>
    /// <param name="work">Does those from the first up to before the second position.</param>
    /// <param name="cancellationToken">Stops between two blocks.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static void For(int items, int block, Action<int, int> work, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentOutOfRangeException.ThrowIfLessThan(block, 1);
        cancellationToken.ThrowIfCancellationRequested();
        if (items <= block)
        {
            if (items > 0) work(0, items);
            return;
        }

        long next = 0;
        Run((int)Math.Min(Limit, ((long)items + block - 1) / block), Drain, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();

        void Drain(int thread)
        {
            try
            {
                long end;
                while (!cancellationToken.IsCancellationRequested && (end = Interlocked.Add(ref next, block)) - block < items)
                {
                    work((int)(end - block), (int)Math.Min(end, items));
                }
            }
            catch
            {
                // The others need not finish what nobody will see.
                Interlocked.Exchange(ref next, items);
                throw;
            }
        }
    }

    /// <summary>A method of its own: what the lambda captures is allocated where it stands.</summary>
    private static void RunTogether(int threads, Action<int> work)
    {
        try
        {
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, number => WorkInside(work, number));
        }
        catch (AggregateException problems)
        {
            // What work throws is the caller's to see as it is.
            ExceptionDispatchInfo.Throw(problems.InnerExceptions[0]);
        }
    }

    /// <summary>Searches that the work makes use the core that it has.</summary>
    private static void WorkInside(Action<int> work, int number)
    {
        bool was = CoreShare.IsHeld;
        CoreShare.IsHeld = true;
        try
        {
            work(number);
        }
        finally
        {
            CoreShare.IsHeld = was;
        }
    }
}
