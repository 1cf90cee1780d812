namespace DkNN.Generators.Models;

/// <summary>Limits of a numeric option, both included.</summary>
internal sealed record OptionRange(double Minimum, double Maximum);
