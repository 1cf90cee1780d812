namespace DkNN.Vectors;

/// <summary>
/// The inner products of one query with rows here and there. Every sum is made of the same terms in the same order as in a
/// <see cref="PanelKernel"/>, so that a query's answer is the same whether others are asked beside it or not.
/// </summary>
internal static unsafe class SingleQuery
{
    /// <summary>Rows multiplied at once: as many sums hide the latency of the multiply-add.</summary>
    public const int TileRows = 8;

    /// <summary>Adds a query's inner products with rows to sums.</summary>
    /// <param name="rows">The first floats of <see cref="TileRows"/> rows.</param>
    /// <param name="query">The query's floats.</param>
    /// <param name="dimension">Floats of a row.</param>
    /// <param name="sums">One sum a row.</param>
    public static void Multiply(float** rows, float* query, int dimension, float* sums)
    {
        for (int start = 0; start < dimension; start += PanelKernel.BlockDepth)
        {
            int depth = Math.Min(PanelKernel.BlockDepth, dimension - start);
            float* part = query + start;
            float* row0 = rows[0] + start, row1 = rows[1] + start, row2 = rows[2] + start, row3 = rows[3] + start;
            float* row4 = rows[4] + start, row5 = rows[5] + start, row6 = rows[6] + start, row7 = rows[7] + start;
            float sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0, sum4 = 0, sum5 = 0, sum6 = 0, sum7 = 0;
            for (nint i = 0; i < depth; i++)
            {
                float value = part[i];
                sum0 = float.MultiplyAddEstimate(value, row0[i], sum0);
                sum1 = float.MultiplyAddEstimate(value, row1[i], sum1);
                sum2 = float.MultiplyAddEstimate(value, row2[i], sum2);
                sum3 = float.MultiplyAddEstimate(value, row3[i], sum3);
                sum4 = float.MultiplyAddEstimate(value, row4[i], sum4);
                sum5 = float.MultiplyAddEstimate(value, row5[i], sum5);
                sum6 = float.MultiplyAddEstimate(value, row6[i], sum6);
                sum7 = float.MultiplyAddEstimate(value, row7[i], sum7);
            }

            sums[0] += sum0;
            sums[1] += sum1;
            sums[2] += sum2;
            sums[3] += sum3;
            sums[4] += sum4;
            sums[5] += sum5;
            sums[6] += sum6;
            sums[7] += sum7;
        }
    }
}
