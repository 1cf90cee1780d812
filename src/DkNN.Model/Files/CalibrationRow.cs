using DkNN.Core;

namespace DkNN.Model;

/// <summary>One calibration image: a row of <c>calibration.csv</c>.</summary>
/// <param name="Id">Zero-based position in the data set's original test file.</param>
/// <param name="Label">The true label.</param>
/// <param name="Alpha">Nonconformity of the image with its true label.</param>
public sealed record CalibrationRow(int Id, int Label, int Alpha)
{
    /// <summary>What a calibration set counts.</summary>
    public CalibrationScore Score => new(Label, Alpha);
}
