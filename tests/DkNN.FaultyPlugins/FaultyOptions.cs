namespace DkNN.FaultyPlugins;

/// <summary>Chooses the fault.</summary>
public sealed class FaultyOptions
{
    private readonly Fault _fault;

    /// <summary>What goes wrong.</summary>
    public Fault Fault
    {
        get => _fault;
        init => _fault = value is Fault.OptionsThrow ? throw new ArgumentOutOfRangeException(nameof(value), value, "Odd options.") : value;
    }
}
