namespace DkNN.Experiments;

/// <summary>What images are in an experiment.</summary>
internal enum SubjectRole
{
    /// <summary>Evaluated images of the data set that was trained on.</summary>
    Test,

    /// <summary>Images of it that calibrate.</summary>
    Calibration,

    /// <summary>Images of another data set.</summary>
    Foreign,
}
