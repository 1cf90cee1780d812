namespace DkNN.Experiments;

/// <summary>How many images of a data set were used for what.</summary>
/// <param name="Train">Images that train the network and fill the indexes.</param>
/// <param name="Calibration">Images whose nonconformity makes the calibration set.</param>
/// <param name="Test">Test images of the split; an evaluation may be limited to the first of them.</param>
public sealed record SplitSizes(int Train, int Calibration, int Test);
