namespace DkNN.Hosting;

/// <summary>Where a plugin comes from.</summary>
/// <param name="Assembly">Simple name of the plugin's assembly.</param>
/// <param name="Version">The assembly's informational version, or its assembly version where it has none.</param>
/// <param name="Path">Full path of the DLL.</param>
/// <param name="Sha256">SHA-256, in lower-case hex, of the very bytes that were loaded.</param>
public sealed record PluginSource(string Assembly, string Version, string Path, string Sha256);
