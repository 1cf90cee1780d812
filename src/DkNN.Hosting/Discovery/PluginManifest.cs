using System.Collections.Immutable;

namespace DkNN.Hosting;

/// <summary>What an assembly declares about itself in its metadata, as it stands there: <see cref="ManifestCheck"/> says whether it makes sense.</summary>
/// <param name="ContractVersion">The contract compiled against, "major.minor".</param>
/// <param name="Registration">Full name of the registering class.</param>
/// <param name="Plugins">The plugins named, in the order of the metadata.</param>
internal sealed record PluginManifest(string ContractVersion, string Registration, ImmutableArray<PluginEntry> Plugins);
