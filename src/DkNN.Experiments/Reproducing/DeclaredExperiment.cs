using System.Collections.Immutable;

namespace DkNN.Experiments;

/// <summary>An experiment that the program knows by name.</summary>
/// <param name="Name">Its name, lower-case words joined by '-'.</param>
/// <param name="Group">The experiments that it is to be seen beside.</param>
/// <param name="Label">What to call it among them.</param>
/// <param name="Title">What it is, in one line.</param>
/// <param name="Options">What it asks for.</param>
/// <param name="ExpectedAccuracy">The least clean accuracy of its network at which its figures mean something; 0 where they mean nothing.</param>
/// <param name="Published">What others published of it.</param>
public sealed record DeclaredExperiment(
    string Name, string Group, string Label, string Title, ExperimentOptions Options, double ExpectedAccuracy, ImmutableArray<PublishedFigure> Published);
