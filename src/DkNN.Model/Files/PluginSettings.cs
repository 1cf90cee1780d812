namespace DkNN.Model;

/// <summary>A plugin and the options it was given.</summary>
/// <param name="Name">Name of the plugin.</param>
/// <param name="Options">The options' values as text, by name; those not given have the plugin's defaults.</param>
public sealed record PluginSettings(string Name, IReadOnlyDictionary<string, string> Options);
