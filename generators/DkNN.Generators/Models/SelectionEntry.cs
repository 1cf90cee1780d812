namespace DkNN.Generators.Models;

/// <summary>What the manifest needs to know of a selection: its struct and its network, with <c>global::</c>.</summary>
internal sealed record SelectionEntry(string FullName, string Network);
