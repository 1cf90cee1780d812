namespace DkNN.Testing.Tests;

/// <summary>One thing that a network can get wrong.</summary>
public enum NetworkFault
{
    None,
    WrongShape,
    OtherLogits,
    UnusedParameter,
    Random,
    DependsOnBatch,
    OtherSelection,
    Leak,
}
