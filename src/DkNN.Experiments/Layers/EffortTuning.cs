using DkNN.Vectors;

namespace DkNN.Experiments;

/// <summary>
/// Seeks the least effort at which one layer's index reaches a recall with 99 % confidence, by bisection, since more effort never finds
/// less.
/// </summary>
/// <param name="layer">The layer.</param>
/// <param name="queries">Rows of some images, then of the same ones under noise; each half must reach the recall.</param>
/// <param name="k">Neighbours a query.</param>
/// <param name="target">The recall.</param>
/// <param name="cancellationToken">Stops the search.</param>
internal sealed class EffortTuning(
    LayerNeighbors layer, RowMatrix queries, int k, double target, CancellationToken cancellationToken)
{
    private const int Steps = 9;

    /// <summary>Share of a dial's range that is not worth a further step.</summary>
    private const double Fine = 0.01;

    private readonly SearchEffort _dial = layer.Index.Effort!;
    private readonly int _half = queries.Count / 2;
    private readonly int[] _ids = new int[queries.Count * k];
    private readonly float[] _distances = new float[queries.Count * k];
    private readonly Dictionary<double, double> _bounds = [];

    /// <summary>The effort; where the most falls short of the recall, the most. The dial stands somewhere afterwards.</summary>
    /// <param name="mayLower">Whether less than the plugin's own effort is wanted where that is enough.</param>
    public TunedEffort Tune(bool mayLower)
    {
        double usual = _dial.Value;
        using RowMatrix plain = queries.Slice(0, _half), noisy = queries.Slice(_half, _half);
        RecallMeasure[] measures = [.. new[] { plain, noisy }.Select(some => new RecallMeasure(layer.Rows, some, k, cancellationToken))];
        double low = _dial.Least, high = _dial.Most;
        if (mayLower && Bound(measures, low) >= target) return Found(low);
        // The plugin's own choice is mostly near, and efforts far above it can take as long as all the rest.
        if (!mayLower || (usual > low && usual < high))
        {
            if (Bound(measures, usual) < target) low = usual;
            else if (mayLower) high = usual;
            else return Found(usual);
        }

        for (int step = 0; step < Steps && high - low > (_dial.IsWhole ? 1 : Fine * (_dial.Most - _dial.Least)); step++)
        {
            // Whole numbers are counts, which range over magnitudes.
            double middle = _dial.IsWhole ? Math.Round(Math.Sqrt(Math.Max(1, low) * high)) : (low + high) / 2;
            if (middle <= low || middle >= high) break;
            if (Bound(measures, middle) >= target) high = middle;
            else low = middle;
        }
        Bound(measures, high);
        return Found(high);
    }

    private TunedEffort Found(double effort) => new(effort, _bounds[effort]);

    private double Bound(RecallMeasure[] measures, double effort)
    {
        if (_bounds.TryGetValue(effort, out double known)) return known;
        _dial.Value = effort;
        layer.Index.Search(queries, k, _ids, _distances, cancellationToken);
        double bound = Math.Min(
            measures[0].Estimate(_ids.AsSpan(0, _half * k)).LowerBound, measures[1].Estimate(_ids.AsSpan(_half * k)).LowerBound);
        _bounds.Add(effort, bound);
        return bound;
    }
}
