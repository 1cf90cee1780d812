namespace DkNN.Experiments;

/// <summary>Images to show: rows by ε, and in each column one image as the attack changed it.</summary>
/// <param name="Shape">Shape of every image: one channel (grey) or three (red, green, blue).</param>
/// <param name="Rows">The rows from top to bottom, the clean images first.</param>
public sealed record AdversarialGallery(ImageShape Shape, IReadOnlyList<GalleryRow> Rows);
