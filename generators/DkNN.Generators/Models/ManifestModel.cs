namespace DkNN.Generators.Models;

/// <summary>Every plugin of an assembly, sorted by kind and name.</summary>
internal sealed record ManifestModel(string Namespace, EquatableArray<PluginEntry> Plugins);
