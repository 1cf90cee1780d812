using System.Collections.Immutable;
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

    /// <summary>Says something about a declaration that is no mistake.</summary>
    public void Inform(DiagnosticDescriptor descriptor, Location? location, params object[] arguments) =>
        report?.Invoke(Diagnostic.Create(descriptor, location, arguments));

    /// <summary>
    /// Reports a mistyped name. The sentence that suggests a known one is the message's last argument, and the name itself a property, by
    /// which a code fix puts it in.
    /// </summary>
    public void ReportMistyped(
        DiagnosticDescriptor descriptor, Location? location, string name, IReadOnlyCollection<string> known, params object[] arguments)
    {
        Any = true;
        if (report is null) return;
        var properties = ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.Nearest, NearestName.Find(name, known));
        report(Diagnostic.Create(descriptor, location, properties, [.. arguments, NearestName.Suggest(name, known)]));
    }

    /// <summary>Notes a mistake that the compiler itself reports, such as an argument of a wrong type.</summary>
    public void LeaveToCompiler() => Any = true;
}
