using System.Collections.Immutable;

namespace DkNN.Hosting;

/// <summary>A plugin as it was when somebody trusted it.</summary>
/// <param name="Plugin">File name of its DLL.</param>
/// <param name="Files">
/// SHA-256, in lower-case hex, of the DLL and of every file that it can load: all in its folder but symbols and documentation, by path
/// below that folder, with '/'.
/// </param>
public sealed record TrustedPlugin(string Plugin, ImmutableSortedDictionary<string, string> Files);
