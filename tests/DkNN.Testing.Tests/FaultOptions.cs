namespace DkNN.Testing.Tests;

public sealed class FaultOptions
{
    public Fault Fault { get; init; }
}
