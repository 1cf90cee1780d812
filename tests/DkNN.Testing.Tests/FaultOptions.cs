namespace DkNN.Testing.Tests;

internal sealed class FaultOptions
{
    public Fault Fault { get; init; }
}
