using DkNN.Vectors;

namespace DkNN.Data;

/// <summary>
/// The built-in synthetic digits: written by a simulated hand, 28×28, grey, ten classes, harder than print and about as hard as
/// handwriting. They need no download, and are the same bytes on every platform.
/// </summary>
public static class GlyphSet
{
    /// <summary>Name in the catalogue.</summary>
    public const string Name = "glyphs";

    /// <summary>Name in the catalogue of the letters by the same hand.</summary>
    public const string LettersName = "glyph-letters";

    /// <summary>Training images by default.</summary>
    public const int DefaultTrain = 6000;

    /// <summary>Test images by default: 750 to calibrate, 1,000 to evaluate.</summary>
    public const int DefaultTest = 1750;

    /// <summary>Letters to train on, and as many to test with, by default.</summary>
    public const int DefaultLetters = 1000;

    private const int Digits = 10;
    private const int Size = 28;

    // Parts 0 and 1 are the digits to train on and to test with.
    private const int LettersPart = 2;

    private delegate ReadOnlySpan<Point[][]> Outlines(int label);

    /// <summary>
    /// Writes the digits. Image i has label i mod 10, so that every prefix of a multiple of ten is balanced; and it depends on the seed and
    /// i alone, so that a smaller set is a prefix of a larger one.
    /// </summary>
    /// <param name="train">Training images, at least 10.</param>
    /// <param name="test">Test images, at least 10.</param>
    /// <param name="seed">Seed; other seeds are other writers.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static DataSet Create(int train = DefaultTrain, int test = DefaultTest, int seed = 0, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(train, Digits);
        ArgumentOutOfRangeException.ThrowIfLessThan(test, Digits);
        return new(
            Name,
            Write(GlyphOutlines.Of, train, seed, part: 0, cancellation),
            Write(GlyphOutlines.Of, test, seed, part: 1, cancellation));
    }

    /// <summary>
    /// Writes ten capital letters with the hand, pen and ink of the digits: strangers to a network that knows digits. Letters that look like a
    /// digit are left out.
    /// </summary>
    /// <param name="train">Training images, at least 10.</param>
    /// <param name="test">Test images, at least 10.</param>
    /// <param name="seed">Seed; other seeds are other writers.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static DataSet CreateLetters(
        int train = DefaultLetters, int test = DefaultLetters, int seed = 0, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(train, Digits);
        ArgumentOutOfRangeException.ThrowIfLessThan(test, Digits);
        return new(
            LettersName,
            Write(LetterOutlines.Of, train, seed, LettersPart, cancellation),
            Write(LetterOutlines.Of, test, seed, LettersPart + 1, cancellation),
            [.. LetterOutlines.Letters.Select(letter => $"{letter}")]);
    }

    private static ImageSet Write(Outlines outlines, int count, int seed, ulong part, CancellationToken cancellation)
    {
        var pixels = new PixelArrays(count, Size * Size);
        int[] labels = new int[count];
        Parallel.For(0, count, SharedCores.Options(cancellation), image =>
        {
            var random = SplitMix64.For((ulong)seed, (part << 32) | (uint)image);
            labels[image] = image % Digits;
            GlyphPen.Draw(GlyphHand.Write(outlines(labels[image]), Size, ref random), Size, pixels.Writable(image), ref random);
        });
        return new(new PictureShape(1, Size, Size), Digits, pixels, labels);
    }
}
