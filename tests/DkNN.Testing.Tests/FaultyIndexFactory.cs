using DkNN.Vectors;

namespace DkNN.Testing.Tests;

internal sealed class FaultyIndexFactory : INeighborIndexFactory<FaultOptions>
{
    private static int _built;

    public INeighborIndex Build(RowMatrix rows, FaultOptions options, IndexBuildContext context)
    {
        if (options.Fault is not Fault.IgnoresCancellation) context.CancellationToken.ThrowIfCancellationRequested();
        if (options.Fault is not Fault.TakesNaN) return new FaultyIndex(rows, options.Fault, _built++);
        var cleaned = RowMatrix.Allocate(rows.Count, rows.Dimension);
        for (int row = 0; row < rows.Count; row++)
        {
            for (int column = 0; column < rows.Dimension; column++)
            {
                cleaned.MutableRow(row)[column] = float.IsFinite(rows.Row(row)[column]) ? rows.Row(row)[column] : 0;
            }
        }
        return new FaultyIndex(cleaned, options.Fault, 0);
    }

    public INeighborIndex Load(string path, RowMatrix rows, FaultOptions options) => FaultyIndex.Load(path, rows, options.Fault);

    public SearchCost? Cost(int rows, int dimension, FaultOptions options) =>
        new(rows, options.Fault is Fault.CostsLessForMoreRows ? int.MaxValue - rows : rows, bytes: 0, "it is here");
}
