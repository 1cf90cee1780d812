namespace DkNN.Indexes.Lsh;

/// <summary>A heap of probes.</summary>
internal sealed class ProbeQueue
{
    private Probe[] _probes = new Probe[1_024];

    public int Count { get; private set; }

    public void Clear() => Count = 0;

    public void Push(Probe probe)
    {
        if (Count == _probes.Length) Array.Resize(ref _probes, 2 * Count);
        int at = Count++;
        while (at > 0)
        {
            int parent = (at - 1) / 2;
            if (!probe.IsBefore(_probes[parent])) break;
            _probes[at] = _probes[parent];
            at = parent;
        }

        _probes[at] = probe;
    }

    public Probe Pop()
    {
        Probe top = _probes[0], last = _probes[--Count];
        int at = 0;
        while (true)
        {
            int child = (2 * at) + 1;
            if (child >= Count) break;
            if (child + 1 < Count && _probes[child + 1].IsBefore(_probes[child])) child++;
            if (!_probes[child].IsBefore(last)) break;
            _probes[at] = _probes[child];
            at = child;
        }

        _probes[at] = last;
        return top;
    }
}
