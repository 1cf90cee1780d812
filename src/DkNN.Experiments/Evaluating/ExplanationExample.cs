namespace DkNN.Experiments;

/// <summary>An image to explain.</summary>
/// <param name="Kind">What it is an example of.</param>
/// <param name="Subject">The images that it is among.</param>
/// <param name="Place">Its place among them.</param>
internal sealed record ExplanationExample(string Kind, EvaluationSubject Subject, int Place);
