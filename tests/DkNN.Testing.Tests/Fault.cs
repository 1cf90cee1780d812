namespace DkNN.Testing.Tests;

/// <summary>One thing that an index can get wrong.</summary>
public enum Fault
{
    None,
    MissesNeighbors,
    RepeatsARow,
    LiesAboutDistances,
    Unordered,
    IgnoresSeed,
    SharesScratch,
    DependsOnBatch,
    ForgetsWhenSaved,
    TrustsFiles,
    TakesOtherRows,
    TakesAnyArgument,
    FailsOnOneRow,
    TakesNaN,
    IgnoresCancellation,
    ChangesRows,
    CostsLessForMoreRows,
}
