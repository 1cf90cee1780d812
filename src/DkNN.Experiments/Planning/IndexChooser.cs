using System.Globalization;

namespace DkNN.Experiments;

/// <summary>What <c>auto</c> means: for each layer the index that the benchmarks favour at its number of rows and its dimension.</summary>
public static class IndexChooser
{
    /// <summary>The name that stands for a choice.</summary>
    public const string Auto = "auto";

    /// <summary>Recall that the effort of a chosen index is tuned to, unless another is asked for.</summary>
    public const double Recall = 0.99;

    private const string Exact = "exact";
    private const string Projected = "projected";
    private const string Graph = "nndescent";

    /// <summary>Under this a product with every row takes no longer than anything clever.</summary>
    private const int FewRows = 10_000;

    /// <summary>Up to this a projection leaves nothing out, and a softmax layer's many equal rows defeat its bounds.</summary>
    private const int FewFloats = 32;

    /// <summary>From this on the scan of reduced rows, which grows with them, costs more than a graph, whose walk hardly grows.</summary>
    private const int ManyRows = 200_000;

    /// <summary>Up to this a graph's links are a third of the rows' own size, and the scan is short.</summary>
    private const int ShortRow = 512;

    /// <summary>Names an index plugin for a layer, and says why.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="dimension">Floats in a row.</param>
    public static (string Name, string Why) Choose(int rows, int dimension)
    {
        if (rows < FewRows)
        {
            return (Exact, string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows are few, and every row can be compared"));
        }
        if (dimension <= FewFloats)
        {
            return (Exact, string.Create(CultureInfo.InvariantCulture, $"{dimension} floats a row are few, and every row can be compared"));
        }
        return rows < ManyRows || dimension <= ShortRow
            ? (Projected, string.Create(
                CultureInfo.InvariantCulture, $"{rows:N0} rows of {dimension:N0} floats lie near few directions, as activations do"))
            : (Graph, string.Create(
                CultureInfo.InvariantCulture, $"{rows:N0} rows of {dimension:N0} floats are many, and a graph leads to the near ones"));
    }
}
