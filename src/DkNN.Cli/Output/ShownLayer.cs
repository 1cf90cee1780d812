using System.Collections.Immutable;

namespace DkNN.Cli;

/// <summary>A layer of an architecture; the names are those of its JSON.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it computes.</param>
/// <param name="Output">Shape of its output for one image, "CxHxW".</param>
/// <param name="Neurons">Number of its neurons.</param>
/// <param name="Selections">Names of the selections that it is in.</param>
internal sealed record ShownLayer(string Name, string Kind, string Output, int Neurons, ImmutableArray<string> Selections);
