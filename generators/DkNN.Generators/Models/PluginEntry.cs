namespace DkNN.Generators.Models;

/// <summary>What the manifest and the registration say of a plugin.</summary>
/// <param name="Kind">What it adds.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">One line.</param>
/// <param name="FullName">Its class, with <c>global::</c>.</param>
/// <param name="Binder">Name of the class that binds its options; empty for an architecture.</param>
/// <param name="Selections">An architecture's selections, with <c>global::</c>, that of every layer first.</param>
internal sealed record PluginEntry(
    PluginKind Kind, string Name, string Description, string FullName, string Binder, EquatableArray<string> Selections);
