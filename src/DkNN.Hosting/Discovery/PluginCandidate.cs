namespace DkNN.Hosting;

/// <summary>A DLL with a manifest, read once: what is hashed here is what is loaded later.</summary>
/// <param name="Image">The bytes of the file.</param>
/// <param name="Source">Name, version, path and hash.</param>
/// <param name="Manifest">The manifest.</param>
/// <param name="StandsAlone">Whether it stands in the plugin folder itself, beside other plugins, and not in a folder of its own.</param>
internal sealed record PluginCandidate(byte[] Image, PluginSource Source, PluginManifest Manifest, bool StandsAlone = false);
