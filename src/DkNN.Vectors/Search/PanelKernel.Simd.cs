namespace DkNN.Vectors;

/// <summary>The kernel on registers of one width.</summary>
/// <typeparam name="TSimd">Operations on the register.</typeparam>
/// <typeparam name="TVector">The register.</typeparam>
internal sealed unsafe class PanelKernel<TSimd, TVector> : PanelKernel
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    public override int Width => 2 * TSimd.Lanes;

    public override void Multiply(float* rows, int count, float* panel, int depth, float* sums)
    {
        for (int row = 0; row < count; row += TileRows)
        {
            MultiplyTile(rows + ((nint)row * BlockDepth), panel, depth, sums + ((nint)row * Width));
        }
    }

    public override void Fill(float* values, int count, float* sums)
    {
        for (int row = 0; row < count; row++)
        {
            var value = TSimd.Broadcast(values[row]);
            TSimd.Store(value, sums);
            TSimd.Store(value, sums + TSimd.Lanes);
            sums += Width;
        }
    }

    public override int NextHit(float* sums, int row, int count, float* thresholds, out uint hits)
    {
        var low = TSimd.Load(thresholds);
        var high = TSimd.Load(thresholds + TSimd.Lanes);
        for (; row < count; row++)
        {
            float* at = sums + ((nint)row * Width);
            hits = TSimd.AtLeast(TSimd.Load(at), low) | (TSimd.AtLeast(TSimd.Load(at + TSimd.Lanes), high) << TSimd.Lanes);
            if (hits != 0) return row;
        }

        hits = 0;
        return count;
    }

    /// <summary>
    /// Six rows by one panel, all sums in registers. Each sum starts at zero and is added to its total at the end, which keeps the
    /// rounding error to that of <see cref="PanelKernel.BlockDepth"/> terms.
    /// </summary>
    private static void MultiplyTile(float* rows, float* panel, int depth, float* sums)
    {
        var zero = TSimd.Broadcast(0f);
        TVector low0 = zero, low1 = zero, low2 = zero, low3 = zero, low4 = zero, low5 = zero;
        TVector high0 = zero, high1 = zero, high2 = zero, high3 = zero, high4 = zero, high5 = zero;

        for (float* end = rows + depth; rows < end; rows++)
        {
            var low = TSimd.Load(panel);
            var high = TSimd.Load(panel + TSimd.Lanes);
            panel += 2 * TSimd.Lanes;

            var value = TSimd.Broadcast(rows[0]);
            low0 = TSimd.MultiplyAdd(low, value, low0);
            high0 = TSimd.MultiplyAdd(high, value, high0);
            value = TSimd.Broadcast(rows[BlockDepth]);
            low1 = TSimd.MultiplyAdd(low, value, low1);
            high1 = TSimd.MultiplyAdd(high, value, high1);
            value = TSimd.Broadcast(rows[2 * BlockDepth]);
            low2 = TSimd.MultiplyAdd(low, value, low2);
            high2 = TSimd.MultiplyAdd(high, value, high2);
            value = TSimd.Broadcast(rows[3 * BlockDepth]);
            low3 = TSimd.MultiplyAdd(low, value, low3);
            high3 = TSimd.MultiplyAdd(high, value, high3);
            value = TSimd.Broadcast(rows[4 * BlockDepth]);
            low4 = TSimd.MultiplyAdd(low, value, low4);
            high4 = TSimd.MultiplyAdd(high, value, high4);
            value = TSimd.Broadcast(rows[5 * BlockDepth]);
            low5 = TSimd.MultiplyAdd(low, value, low5);
            high5 = TSimd.MultiplyAdd(high, value, high5);
        }

        Accumulate(low0, high0, sums);
        Accumulate(low1, high1, sums + (2 * TSimd.Lanes));
        Accumulate(low2, high2, sums + (4 * TSimd.Lanes));
        Accumulate(low3, high3, sums + (6 * TSimd.Lanes));
        Accumulate(low4, high4, sums + (8 * TSimd.Lanes));
        Accumulate(low5, high5, sums + (10 * TSimd.Lanes));
    }

    private static void Accumulate(TVector low, TVector high, float* sums)
    {
        TSimd.Store(TSimd.Add(TSimd.Load(sums), low), sums);
        TSimd.Store(TSimd.Add(TSimd.Load(sums + TSimd.Lanes), high), sums + TSimd.Lanes);
    }
}
