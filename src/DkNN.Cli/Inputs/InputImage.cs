using System.Collections.Immutable;

namespace DkNN.Cli;

/// <summary>One image that a person gave, as a model takes it.</summary>
/// <param name="Name">Its path as given or found; <c>FILE[i]</c> for image i of an IDX file, <c>-</c> for standard input.</param>
/// <param name="Pixels">C×H×W bytes from 0 to 255, in the model's shape.</param>
/// <param name="Notes">What was changed to make it so, each a phrase.</param>
internal sealed record InputImage(string Name, ReadOnlyMemory<byte> Pixels, ImmutableArray<string> Notes);
