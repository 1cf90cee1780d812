namespace DkNN.Indexes.Hnsw;

/// <summary>The choice of links by the heuristic of the paper (algorithm 4).</summary>
internal static unsafe class LinkSelection
{
    /// <summary>
    /// Keeps a candidate where it is nearer to the row than to every candidate kept before it, so that links lead in all directions.
    /// </summary>
    /// <param name="space">The vectors.</param>
    /// <param name="candidates">Keys of the candidates by their distance to the row, ascending.</param>
    /// <param name="links">Takes the links, nearest first.</param>
    /// <param name="width">Most links; room beyond the last is filled with −1.</param>
    public static void Select<TDistance>(in VectorSpace space, ReadOnlySpan<ulong> candidates, int* links, int width)
        where TDistance : struct, IDistance
    {
        int kept = 0;
        foreach (ulong candidate in candidates)
        {
            if (kept == width) break;
            int row = Found.Row(candidate);
            byte* vector = space.At(row);
            float squared = Found.Squared(candidate);
            bool isKept = true;
            for (int i = 0; i < kept && isKept; i++) isKept = TDistance.Squared(vector, space.At(links[i]), space.Bytes) >= squared;
            if (isKept) links[kept++] = row;
        }

        new Span<int>(links + kept, width - kept).Fill(-1);
    }
}
