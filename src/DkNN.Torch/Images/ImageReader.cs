namespace DkNN.Torch;

/// <summary>Copies the pixels of one image: C·H·W bytes from 0 to 255, plane after plane.</summary>
/// <param name="image">Position of the image.</param>
/// <param name="pixels">Takes the pixels.</param>
public delegate void ImageReader(int image, Span<byte> pixels);
