namespace DkNN.Generators.Diagnostics;

/// <summary>Keys of what a diagnostic hands to its code fix; compiled into both assemblies.</summary>
internal static class DiagnosticProperties
{
    /// <summary>Holds the nearest known name.</summary>
    public const string Nearest = "Nearest";
}
