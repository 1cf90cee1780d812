using DkNN.Hosting;

namespace DkNN.Cli;

/// <summary>A plugin and where it comes from; the names are those of its JSON.</summary>
/// <param name="Kind">"architecture", "attack" or "index".</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is, in a line.</param>
/// <param name="Version">Version of its assembly.</param>
/// <param name="Path">Full path of its DLL.</param>
/// <param name="Sha256">SHA-256 of the bytes that were loaded.</param>
internal sealed record ListedPlugin(string Kind, string Name, string Description, string Version, string Path, string Sha256)
{
    /// <summary>Puts together what is known of a plugin.</summary>
    public static ListedPlugin Of(LoadedPlugin<Plugin> loaded) => new(
        KindNames.Of(loaded.Plugin.Kind), loaded.Plugin.Name, loaded.Plugin.Description, loaded.Source.Version, loaded.Source.Path,
        loaded.Source.Sha256);
}
