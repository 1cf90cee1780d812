using System.IO.Hashing;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace DkNN.Model;

/// <summary>
/// One number from 0 to 1 for every image, drawn from its pixels: the same image always has the same, alone or among others, and images
/// that differ in a pixel have independent ones.
/// </summary>
internal static class ImageDraw
{
    /// <summary>Draws for a batch.</summary>
    /// <param name="images">N×C×H×W float32.</param>
    /// <param name="draws">N numbers.</param>
    public static void Fill(Tensor images, Span<double> draws)
    {
        using var contiguous = images.contiguous();
        var bytes = MemoryMarshal.AsBytes(contiguous.bytes);
        int size = bytes.Length / draws.Length;
        // 53 bits are what a double holds.
        for (int image = 0; image < draws.Length; image++)
        {
            draws[image] = (XxHash3.HashToUInt64(bytes.Slice(image * size, size)) >> 11) * (1.0 / (1UL << 53));
        }
    }
}
