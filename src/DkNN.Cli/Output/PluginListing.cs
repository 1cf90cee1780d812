using System.Collections.Immutable;

namespace DkNN.Cli;

/// <summary>What <c>dknn plugins list --json</c> writes.</summary>
/// <param name="Plugins">Every plugin, by kind, then by name.</param>
/// <param name="Failures">What is not offered and why.</param>
internal sealed record PluginListing(ImmutableArray<ListedPlugin> Plugins, ImmutableArray<ListedFailure> Failures);
