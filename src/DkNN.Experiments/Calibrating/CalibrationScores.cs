using System.Collections.Immutable;
using DkNN.Core;

namespace DkNN.Experiments;

/// <summary>The calibration images' scores.</summary>
/// <param name="Key">All that determined them.</param>
/// <param name="Rows">One for every image.</param>
internal sealed record CalibrationScores(ArtefactKey Key, ImmutableArray<CalibrationRow> Rows)
{
    /// <summary>The scores under some conventions.</summary>
    public CalibrationSet Under(CalibrationOptions conventions) => new(Rows.Select(row => row.Alpha), conventions);
}
