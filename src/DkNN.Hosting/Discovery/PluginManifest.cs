using System.Collections.Immutable;

namespace DkNN.Hosting;

/// <summary>What an assembly declares about itself in its metadata.</summary>
/// <param name="ContractVersion">The contract compiled against, "major.minor".</param>
/// <param name="Registration">Full name of the registering class.</param>
/// <param name="Plugins">The plugins named, in the order of the metadata; at least one.</param>
internal sealed record PluginManifest(Version ContractVersion, string Registration, ImmutableArray<PluginEntry> Plugins);
