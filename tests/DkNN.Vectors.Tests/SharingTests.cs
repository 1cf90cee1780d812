namespace DkNN.Vectors.Tests;

/// <summary>Leases, shared cores and pooled buffers.</summary>
public sealed class SharingTests
{
    [Fact]
    public void What_is_leased_is_freed_when_the_last_lease_ends_and_only_once()
    {
        int freed = 0;
        var lifetime = new Lifetime("it", () => freed++);
        var first = lifetime.Enter();
        var second = lifetime.Enter();
        lifetime.End();
        lifetime.End();
        Assert.Throws<ObjectDisposedException>(() => lifetime.Enter().Dispose());
        first.Dispose();
        Assert.Equal((0, false), (freed, lifetime.IsOver));
        second.Dispose();
        Assert.Equal((1, true), (freed, lifetime.IsOver));
    }

    [Fact]
    public void Rows_stay_while_a_lease_of_them_or_of_a_slice_is_held()
    {
        var rows = Rows.Random(1, 10, 4);
        float value = rows.Row(7)[0];
        var slice = rows.Slice(5, 5);
        var lease = slice.Acquire();
        rows.Dispose();
        Assert.Equal(value, slice.Row(2)[0]);
        Assert.Throws<ObjectDisposedException>(() => rows.Acquire().Dispose());
        Assert.Throws<ObjectDisposedException>(() => slice.Acquire().Dispose());
        lease.Dispose();
        Assert.Throws<ObjectDisposedException>(() => rows.Row(0).Length);
        Assert.Throws<ObjectDisposedException>(() => slice.Row(0).Length);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(3, 3)]
    [InlineData(1_000, 7)]
    public void Every_item_is_done_once(int items, int block)
    {
        int[] done = new int[items];
        SharedCores.For(items, block, (first, end) =>
        {
            for (int i = first; i < end; i++) Interlocked.Increment(ref done[i]);
        });
        Assert.All(done, times => Assert.Equal(1, times));
    }

    [Fact]
    public void No_more_threads_work_than_there_are_cores_whoever_calls()
    {
        int working = 0, most = 0;
        Lock gate = new();
        Thread[] callers = [.. Enumerable.Range(0, 4 * SharedCores.Limit).Select(_ => new Thread(() => SharedCores.For(40, 1, Work)))];
        foreach (var caller in callers) caller.Start();
        foreach (var caller in callers) caller.Join();
        Assert.InRange(most, 1, SharedCores.Limit);

        void Work(int first, int end)
        {
            // Within work, more work uses the core that is there, or it would wait for ever.
            SharedCores.For(1, 1, (_, _) =>
            {
                lock (gate) most = Math.Max(most, ++working);
                Thread.Yield();
                lock (gate) working--;
            });
        }
    }

    [Fact]
    public void What_work_throws_is_seen_as_it_is_and_cores_come_back()
    {
        for (int i = 0; i <= 2 * SharedCores.Limit; i++)
        {
            Assert.Throws<InvalidTimeZoneException>(() => SharedCores.For(100, 1, (_, _) => throw new InvalidTimeZoneException()));
        }

        Assert.Throws<OperationCanceledException>(() => SharedCores.For(100, 1, (_, _) => { }, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void A_pool_keeps_no_more_than_one_for_each_core()
    {
        var pool = new BufferPool<Buffers>();
        Assert.Null(pool.Take());
        Buffers[] all = [.. Enumerable.Range(0, SharedCores.Limit + 3).Select(_ => new Buffers())];
        foreach (var buffers in all) pool.Give(buffers);
        Assert.Equal(3, all.Count(buffers => buffers.IsFreed));
        Assert.NotNull(pool.Take());
        pool.Free();
        Assert.Equal(all.Length - 1, all.Count(buffers => buffers.IsFreed));
    }

    private sealed class Buffers : IDisposable
    {
        public bool IsFreed { get; private set; }

        public void Dispose() => IsFreed = true;
    }
}
