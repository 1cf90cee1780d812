namespace DkNN.Vectors.Tests;

public sealed class HeapTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(300)]
    public void The_nearest_heap_keeps_the_least_keys(int capacity)
    {
        var random = new Random(capacity);
        var heap = new NearestHeap();
        foreach (int count in (int[])[capacity - 1, capacity, 3 * capacity, 1_000])
        {
            heap.Reset(capacity);
            ulong[] keys = [.. Enumerable.Range(0, count).Select(_ => (ulong)random.NextInt64(500))];
            foreach (ulong key in keys)
            {
                bool isNear = !heap.IsFull || key < heap.Farthest;
                Assert.Equal(isNear, heap.Offer(key));
            }

            Assert.Equal(keys.Order().Take(capacity), heap.Take().ToArray().Order());
        }
    }

    [Fact]
    public void The_key_heap_gives_keys_in_order_however_they_come()
    {
        var random = new Random(1);
        var heap = new KeyHeap();
        var expected = new PriorityQueue<ulong, ulong>();
        for (int step = 0; step < 20_000; step++)
        {
            if (heap.IsEmpty || random.Next(5) < 3)
            {
                ulong key = (ulong)random.NextInt64(1_000);
                heap.Push(key);
                expected.Enqueue(key, key);
                continue;
            }

            Assert.Equal(expected.Peek(), heap.Top);
            Assert.Equal(expected.Dequeue(), heap.Pop());
        }

        Assert.Equal(expected.Count == 0, heap.IsEmpty);
    }

    [Fact]
    public void Keys_order_by_distance_then_position()
    {
        var random = new Random(2);
        (float Distance, int Row)[] pairs =
            [.. Enumerable.Range(0, 500).Select(_ => (MathF.Round(random.NextSingle() * 9), random.Next(int.MaxValue)))];
        ulong[] keys = [.. pairs.Select(pair => NeighborKey.Of(pair.Distance, pair.Row))];
        Assert.Equal(pairs.Order(), keys.Order().Select(key => (NeighborKey.Distance(key), NeighborKey.Row(key))));
    }

    [Fact]
    public void Equal_roots_of_different_squares_are_ordered_by_position()
    {
        float square = 2;
        while (MathF.Sqrt(square) != MathF.Sqrt(MathF.BitIncrement(square))) square = MathF.BitIncrement(square);
        float next = MathF.BitIncrement(square), root = MathF.Sqrt(square);
        int[] ids = new int[4];
        float[] distances = new float[4];
        NeighborKey.Write([NeighborKey.Of(square, 9), NeighborKey.Of(next, 3), NeighborKey.Of(1, 5)], ids, distances);
        Assert.Equal([5, 3, 9, -1], ids);
        Assert.Equal([1, root, root, float.PositiveInfinity], distances);
    }

    [Fact]
    public void The_nearest_are_written_where_there_is_no_room_for_all()
    {
        int[] ids = new int[2];
        NeighborKey.Write([NeighborKey.Of(4, 1), NeighborKey.Of(1, 2), NeighborKey.Of(9, 3)], ids, new float[2]);
        Assert.Equal([2, 1], ids);
    }
}
