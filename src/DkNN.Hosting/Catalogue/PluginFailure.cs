using System.Collections.Immutable;

namespace DkNN.Hosting;

/// <summary>Why a file, or a plugin in it, is not offered.</summary>
/// <param name="Path">Full path of the DLL or folder.</param>
/// <param name="Code">One of <see cref="PluginFailureCode"/>.</param>
/// <param name="Cause">What is wrong, in one sentence on one line.</param>
/// <param name="Mend">What to do about it, in one sentence on one line.</param>
/// <param name="Plugins">The plugins that are not offered for this cause, where the manifest could be read; otherwise empty.</param>
public sealed record PluginFailure(string Path, string Code, string Cause, string Mend, ImmutableArray<PluginEntry> Plugins)
{
    /// <summary>The failure in one line: path, cause, mend and code.</summary>
    public override string ToString() => $"{Path}: {Cause} {Mend} [{Code}]";
}
