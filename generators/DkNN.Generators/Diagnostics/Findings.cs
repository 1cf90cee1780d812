using Microsoft.CodeAnalysis;

namespace DkNN.Generators.Diagnostics;

/// <summary>
/// What a parser has to say about a declaration. The generator only asks whether there is <see cref="Any"/> mistake; the analyzer, which
/// runs the same parsers, passes each on. So a model holds no location, and a moved line generates nothing anew.
/// </summary>
internal sealed class Findings(Action<Diagnostic>? report = null)
{
    /// <summary>Whether anything is wrong.</summary>
    public bool Any { get; private set; }

    public void Report(DiagnosticDescriptor descriptor, Location? location, params object[] arguments)
    {
        Any = true;
        report?.Invoke(Diagnostic.Create(descriptor, location, arguments));
    }

    /// <summary>Notes a mistake that the compiler itself reports, such as an argument of a wrong type.</summary>
    public void LeaveToCompiler() => Any = true;
}
