namespace DkNN.Indexes.NNDescent;

/// <summary>
/// The rows that meet in a round: of every row, some neighbours and some rows that it is a neighbour of, new and old ones apart, chosen by
/// hashed priorities so that the choice depends on seed and round alone.
/// </summary>
internal sealed class CandidateSample(NeighborLists lists, int most)
{
    private readonly int[] _candidates = new int[checked(lists.Count * 2 * most)];
    private readonly int[] _newCounts = new int[lists.Count];
    private readonly int[] _oldCounts = new int[lists.Count];
    private readonly int[] _starts = new int[lists.Count + 2];
    private readonly uint[] _sources = new uint[checked(lists.Count * lists.Capacity)];

    /// <summary>New candidates of a row.</summary>
    public ReadOnlySpan<int> New(int row) => _candidates.AsSpan(row * 2 * most, _newCounts[row]);

    /// <summary>Old candidates of a row.</summary>
    public ReadOnlySpan<int> Old(int row) => _candidates.AsSpan((row * 2 * most) + most, _oldCounts[row]);

    /// <summary>Draws the candidates of a round, and marks the neighbours drawn as joined.</summary>
    /// <param name="salt">Seed and round.</param>
    /// <param name="options">Threads and cancellation.</param>
    public void Draw(ulong salt, ParallelOptions options)
    {
        Reverse();
        Parallel.For(0, (lists.Count + Blocks.Size - 1) / Blocks.Size, options, () => new Buffers(), (block, _, buffers) =>
        {
            int end = Math.Min(lists.Count, (block + 1) * Blocks.Size);
            for (int row = block * Blocks.Size; row < end; row++) Draw(row, salt, buffers);
            return buffers;
        }, _ => { });
    }

    /// <summary>Sorts all edges by their target.</summary>
    private void Reverse()
    {
        Array.Clear(_starts);
        for (int row = 0; row < lists.Count; row++)
        {
            foreach (ulong key in lists.Row(row)) _starts[NeighborLists.IdOf(key) + 2]++;
        }

        for (int row = 0; row < lists.Count; row++) _starts[row + 2] += _starts[row + 1];
        for (int row = 0; row < lists.Count; row++)
        {
            foreach (ulong key in lists.Row(row))
            {
                _sources[_starts[NeighborLists.IdOf(key) + 1]++] = ((uint)row << 1) | (NeighborLists.IsNew(key) ? 1u : 0);
            }
        }
    }

    private void Draw(int row, ulong salt, Buffers buffers)
    {
        var neighbors = lists.Row(row);
        var sources = _sources.AsSpan(_starts[row], _starts[row + 1] - _starts[row]);
        buffers.Reset(neighbors.Length + sources.Length);
        foreach (ulong key in neighbors) buffers.Add(NeighborLists.IsNew(key), Priority(row, NeighborLists.IdOf(key), salt));
        foreach (uint source in sources) buffers.Add((source & 1) != 0, Priority(row, (int)(source >> 1), salt));
        var place = _candidates.AsSpan(row * 2 * most, 2 * most);
        _newCounts[row] = Choose(buffers.New, place[..most], out ulong last);
        _oldCounts[row] = Choose(buffers.Old, place[most..], out _);
        for (int i = 0; i < neighbors.Length; i++)
        {
            ulong key = neighbors[i];
            if (NeighborLists.IsNew(key) && Priority(row, NeighborLists.IdOf(key), salt) <= last) lists.MarkOld(row, i);
        }
    }

    /// <summary>The least priorities; a row that is both neighbour and source comes once.</summary>
    private static int Choose(Span<ulong> priorities, Span<int> chosen, out ulong last)
    {
        priorities.Sort();
        last = 0;
        int count = 0;
        foreach (ulong priority in priorities)
        {
            if (count > 0 && priority == last) continue;
            if (count == chosen.Length) break;
            chosen[count++] = (int)(uint)priority;
            last = priority;
        }

        return count;
    }

    /// <summary>The same from both ends, so that a pair that is drawn twice is seen to be one.</summary>
    private static ulong Priority(int row, int other, ulong salt)
    {
        ulong mixed = (((ulong)(uint)Math.Min(row, other) << 32) | (uint)Math.Max(row, other)) ^ salt;
        // The finalizer of SplitMix64.
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return ((mixed ^ (mixed >> 31)) & 0xFFFFFFFF00000000) | (uint)other;
    }

    /// <summary>One thread's priorities.</summary>
    private sealed class Buffers
    {
        private ulong[] _new = [];
        private ulong[] _old = [];
        private int _newCount;
        private int _oldCount;

        public Span<ulong> New => _new.AsSpan(0, _newCount);

        public Span<ulong> Old => _old.AsSpan(0, _oldCount);

        public void Reset(int capacity)
        {
            _newCount = 0;
            _oldCount = 0;
            if (_new.Length >= capacity) return;
            _new = new ulong[2 * capacity];
            _old = new ulong[2 * capacity];
        }

        public void Add(bool isNew, ulong priority)
        {
            if (isNew) _new[_newCount++] = priority;
            else _old[_oldCount++] = priority;
        }
    }
}
