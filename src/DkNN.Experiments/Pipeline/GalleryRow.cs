namespace DkNN.Experiments;

/// <summary>The same images under one budget.</summary>
/// <param name="Epsilon">Budget of the attack; 0 for the clean images.</param>
/// <param name="Images">One picture an image.</param>
public sealed record GalleryRow(double Epsilon, IReadOnlyList<GalleryImage> Images);
