using System.Collections.Immutable;
using DkNN.Core;

namespace DkNN.Experiments;

/// <summary>The calibration images' scores.</summary>
/// <param name="Key">All that determined them.</param>
/// <param name="Rows">One for every image.</param>
internal sealed record CalibrationScores(ArtefactKey Key, ImmutableArray<CalibrationRow> Rows)
{
    /// <summary>The scores under some conventions.</summary>
    /// <param name="conventions">The conventions.</param>
    /// <exception cref="ExperimentException">They leave no scores.</exception>
    public CalibrationSet Under(Conventions conventions)
    {
        try
        {
            return new(Rows.Select(row => row.Score), conventions);
        }
        catch (ArgumentException problem) when (conventions.TrimZeros)
        {
            throw new ExperimentException(
                $"--conventions: {ErrorLine.WithoutParameter(problem)} Give zeros=kept, or more --neighbors or --calibration images.", problem);
        }
    }
}
