using System.Collections.Immutable;

namespace DkNN.Hosting;

/// <summary>
/// Ends the inspection or loading of one DLL. Never leaves this assembly: it becomes the <see cref="PluginFailure"/> of that DLL, and the
/// rest goes on.
/// </summary>
/// <param name="code">One of <see cref="PluginFailureCode"/>.</param>
/// <param name="cause">What is wrong; put on one line.</param>
/// <param name="mend">What to do about it.</param>
internal sealed class PluginRefusedException(string code, string cause, string mend) : Exception(cause)
{
    /// <summary>The failure of the given file or folder.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="plugins">The plugins that are not offered for it, where they are known.</param>
    public PluginFailure ToFailure(string path, params ImmutableArray<PluginEntry> plugins)
    {
        // Messages of the system and of plugins run over lines and may end without a full stop.
        string line = string.Join(' ', Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return new(path, code, line.EndsWith('.') ? line : line + ".", mend, plugins);
    }
}
