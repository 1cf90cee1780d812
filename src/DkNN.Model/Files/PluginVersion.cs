namespace DkNN.Model;

/// <summary>A plugin that a run used.</summary>
/// <param name="Kind">What it adds: "architecture", "attack" or "index".</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Version of its assembly.</param>
public sealed record PluginVersion(string Kind, string Name, string Version);
