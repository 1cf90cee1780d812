using System.Collections.Immutable;
using DkNN.Core;

namespace DkNN.Experiments;

/// <summary>The calibration images' scores.</summary>
/// <param name="Key">All that determined them.</param>
/// <param name="Rows">One for every image.</param>
internal sealed record CalibrationScores(ArtefactKey Key, ImmutableArray<CalibrationRow> Rows)
{
    /// <summary>The scores under some conventions.</summary>
    /// <exception cref="ExperimentException">Trimming zeros leaves none.</exception>
    public CalibrationSet Under(CalibrationOptions conventions)
    {
        if (conventions.TrimZeros && Rows.All(row => row.Alpha == 0))
        {
            throw new ExperimentException(
                $"--trim-zeros leaves none of the {Rows.Length} calibration scores, since all are 0; "
                + "leave it out, or give more --neighbors or --calibration images.");
        }
        return new(Rows.Select(row => row.Alpha), conventions);
    }
}
