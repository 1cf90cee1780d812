namespace DkNN.Experiments;

/// <summary>The images of one ε.</summary>
/// <param name="Epsilon">Budget of the attack; 0 for the clean images.</param>
/// <param name="Images">The images from left to right, the same ones in every row.</param>
public sealed record GalleryRow(double Epsilon, IReadOnlyList<GalleryImage> Images);
