namespace DkNN.Core;

/// <summary>What a step does to rows.</summary>
public enum SpaceStepKind
{
    /// <summary>Scales every row to length 1; a row of zeros stays.</summary>
    Unit,

    /// <summary>Subtracts the mean of the training rows.</summary>
    Center,

    /// <summary>Keeps coordinates along principal directions, and the length of the rest.</summary>
    Project,
}
