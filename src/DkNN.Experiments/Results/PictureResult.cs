namespace DkNN.Experiments;

/// <summary>What a run changed of the images as it read them.</summary>
/// <param name="Gray">Whether colour was turned to grey.</param>
/// <param name="Resize">The size that they were scaled to, "WIDTHxHEIGHT"; null where they were not.</param>
/// <param name="Invert">Whether dark and light were exchanged.</param>
public sealed record PictureResult(bool Gray, string? Resize, bool Invert);
