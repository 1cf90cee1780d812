namespace DkNN.Benchmarks;

/// <summary>
/// Turns a dial up from its least value until nearly every neighbour is found. Counts grow by a factor, since they range over
/// magnitudes; other dials go through shares of their range.
/// </summary>
/// <param name="effort">The dial.</param>
/// <param name="neighbors">Neighbours a query, k.</param>
internal sealed class EffortSweep(SearchEffort effort, int neighbors)
{
    private const double Enough = 0.9995;
    private const double Far = 0.8;
    private const double Gain = 0.0005;
    private const int MostSteps = 25;

    private static readonly double[] Shares = [0, 0.01, 0.02, 0.035, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.7, 1];

    private readonly List<double> _recalls = [];

    /// <summary>The first value: what a dial counts is the index's own affair, and one of it may be enough.</summary>
    public double First => effort.Least;

    /// <summary>The value after the present one; null where more would tell nothing.</summary>
    /// <param name="recall">What the present one found.</param>
    public double? Next(double recall)
    {
        _recalls.Add(recall);
        // A count of candidates, of which an index never keeps fewer than k, changes nothing up to there.
        double most = Math.Min(neighbors, effort.Most);
        if (effort.IsWhole && effort.Value < most && recall < Enough && _recalls.Count > 1 && recall == _recalls[^2])
        {
            _recalls.Clear();
            return most;
        }
        // A share of a range may begin where nothing changes yet; a count that no longer helps never will.
        bool gains = !effort.IsWhole || _recalls.Count < 3 || recall - _recalls[^3] > Gain;
        if (recall >= Enough || !gains || _recalls.Count == MostSteps || effort.Value >= effort.Most) return null;
        double range = effort.Most - effort.Least;
        double next = effort.IsWhole
            ? Math.Max(effort.Value + 1, Math.Round(effort.Value * (recall < Far ? 2 : Math.Sqrt(2))))
            : effort.Least + (range * Shares.First(share => effort.Least + (range * share) > effort.Value));
        return Math.Min(next, effort.Most);
    }
}
