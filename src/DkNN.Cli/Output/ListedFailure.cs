using System.Collections.Immutable;
using DkNN.Hosting;

namespace DkNN.Cli;

/// <summary>A file that should have been a plugin; the names are those of its JSON.</summary>
/// <param name="Path">Full path of the DLL or folder.</param>
/// <param name="Code">The cause in a word, which stays the same.</param>
/// <param name="Cause">What is wrong, in a sentence.</param>
/// <param name="Mend">What to do about it, in a sentence.</param>
/// <param name="Plugins">Names of the plugins that are not offered for this cause, as far as they are known.</param>
internal sealed record ListedFailure(string Path, string Code, string Cause, string Mend, ImmutableArray<string> Plugins)
{
    /// <summary>Puts together what is known of a failure.</summary>
    public static ListedFailure Of(PluginFailure failure) =>
        new(failure.Path, failure.Code, failure.Cause, failure.Mend, [.. failure.Plugins.Select(entry => entry.Name)]);
}
