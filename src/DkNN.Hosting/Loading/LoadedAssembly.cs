using System.Collections.Immutable;

namespace DkNN.Hosting;

/// <summary>The plugins of one DLL, and what ends with them.</summary>
/// <param name="Plugins">The plugins.</param>
/// <param name="Owned">Freed in this order when the catalogue is.</param>
internal sealed record LoadedAssembly(ImmutableArray<Plugin> Plugins, ImmutableArray<IDisposable> Owned);
