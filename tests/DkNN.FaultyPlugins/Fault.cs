namespace DkNN.FaultyPlugins;

/// <summary>What goes wrong.</summary>
public enum Fault
{
    /// <summary>The build, or the attack, throws.</summary>
    Throws,

    /// <summary>The search throws.</summary>
    SearchThrows,

    /// <summary>The search gives rows that there are not.</summary>
    NoSuchRow,

    /// <summary>The constructor of the options throws.</summary>
    OptionsThrow,
}
