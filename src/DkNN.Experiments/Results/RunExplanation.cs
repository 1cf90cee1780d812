namespace DkNN.Experiments;

/// <summary>An image of a run's test set, explained.</summary>
/// <param name="Kind">What it is an example of: <see cref="MostCredible"/>, <see cref="LeastCredible"/> or <see cref="Fooled"/>.</param>
/// <param name="Id">Zero-based position in the data set's original test file.</param>
/// <param name="Epsilon">Budget of the attack; 0 for the clean image.</param>
/// <param name="Label">The true label.</param>
/// <param name="Image">The image and what is said of it.</param>
public sealed record RunExplanation(string Kind, int Id, double Epsilon, int Label, ExplainedImage Image)
{
    /// <summary>The clean image of the greatest credibility, the first of equal ones.</summary>
    public const string MostCredible = "most-credible";

    /// <summary>The clean image of the smallest credibility, the first of equal ones.</summary>
    public const string LeastCredible = "least-credible";

    /// <summary>The first image that the network knew before the strongest attack, and not after it.</summary>
    public const string Fooled = "fooled";
}
