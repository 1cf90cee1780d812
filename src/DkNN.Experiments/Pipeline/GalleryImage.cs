namespace DkNN.Experiments;

/// <summary>One picture of the adversarial gallery.</summary>
/// <param name="Shape">Shape of the image.</param>
/// <param name="Pixels">C·H·W floats in [0, 1], plane after plane.</param>
/// <param name="Prediction">What network and DkNN said of it.</param>
public sealed record GalleryImage(ImageShape Shape, IReadOnlyList<float> Pixels, PredictionRow Prediction);
