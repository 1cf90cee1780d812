using System.Collections.Immutable;
using DkNN.Hosting;
using DkNN.Torch;

namespace DkNN.Cli;

/// <summary>What <c>dknn plugins show --json</c> writes of each plugin.</summary>
/// <param name="Plugin">The plugin.</param>
/// <param name="Options">Every option it takes.</param>
/// <param name="Architecture">Its network; null where it is none.</param>
internal sealed record ShownPlugin(ListedPlugin Plugin, ImmutableArray<OptionInfo> Options, ShownArchitecture? Architecture)
{
    /// <summary>Puts together what is known of a plugin.</summary>
    public static ShownPlugin Of(LoadedPlugin<Plugin> loaded) => new(
        ListedPlugin.Of(loaded),
        loaded.Plugin.Options,
        loaded.Plugin is ArchitecturePlugin architecture ? ShownArchitecture.Of(architecture) : null);
}
