namespace DkNN.Core;

/// <summary>Which test images calibrate.</summary>
public enum CalibrationDraw
{
    /// <summary>Drawn at random, each class in proportion to its share.</summary>
    Stratified,

    /// <summary>Drawn at random, whatever the class.</summary>
    Random,

    /// <summary>The first of the test file.</summary>
    First,
}
