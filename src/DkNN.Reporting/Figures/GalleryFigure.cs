using DkNN.Experiments;
using SkiaSharp;

namespace DkNN.Reporting;

/// <summary>Adversarial examples: rows by ε, columns by image, the two predictions beneath each.</summary>
internal static class GalleryFigure
{
    /// <summary>Name of the files.</summary>
    public const string Name = "adversarial-examples";

    private const int ImageSize = 112;
    private const int Gap = 14;
    private const int CaptionHeight = 42;
    private const int LeftMargin = 110;
    private const int TopMargin = 44;
    private const float FontSize = 13;

    private static readonly SKColor Ink = new(0x22, 0x22, 0x22);
    private static readonly SKColor Wrong = SKColor.Parse(Theme.Network.ToHex());

    /// <exception cref="ArgumentException">
    /// There is no image, or one does not fit the shape, or the shape has neither one nor three channels.
    /// </exception>
    public static Figure Of(AdversarialGallery gallery)
    {
        if (!gallery.Rows.Any(row => row.Images.Count > 0)) throw new ArgumentException("The gallery has no images.", nameof(gallery));
        if (gallery.Shape.Channels is not (1 or 3))
        {
            throw new ArgumentException(
                $"Images of {gallery.Shape.Channels} channels cannot be shown; only grey and RGB can.", nameof(gallery));
        }
        if (gallery.Rows.SelectMany(row => row.Images).Any(image => image.Pixels.Length != gallery.Shape.Size))
        {
            throw new ArgumentException(
                $"An image of the gallery does not have the {gallery.Shape.Size} values of {gallery.Shape}.", nameof(gallery));
        }
        int columns = gallery.Rows.Max(row => row.Images.Count);
        int width = LeftMargin + (columns * (ImageSize + Gap)),
            height = TopMargin + (gallery.Rows.Count * (ImageSize + CaptionHeight + Gap));
        return new Figure(Name, width, height, canvas => Draw(canvas, gallery));
    }

    private static void Draw(SKCanvas canvas, AdversarialGallery gallery)
    {
        using SKTypeface typeface = ScottPlot.Fonts.GetTypeface(Theme.FontName, bold: false, italic: false);
        using var font = new SKFont(typeface, FontSize);
        for (int column = 0; column < gallery.Rows[0].Images.Count; column++)
        {
            Write(canvas, font, $"label {gallery.Rows[0].Images[column].Label}", CentreOf(column), TopMargin - Gap, Ink);
        }
        for (int row = 0; row < gallery.Rows.Count; row++)
        {
            float top = TopMargin + (row * (ImageSize + CaptionHeight + Gap));
            double epsilon = gallery.Rows[row].Epsilon;
            Write(canvas, font, epsilon == 0 ? "clean" : Text.Images(epsilon), LeftMargin / 2f, top + (ImageSize / 2f), Ink);
            for (int column = 0; column < gallery.Rows[row].Images.Count; column++)
            {
                GalleryImage image = gallery.Rows[row].Images[column];
                PixelImage.Draw(
                    canvas, image.Pixels.Span, gallery.Shape,
                    SKRect.Create(CentreOf(column) - (ImageSize / 2f), top, ImageSize, ImageSize));
                WritePrediction(
                    canvas, font, "net", image.NetworkPrediction, image.NetworkConfidence, image.Label, column, top + ImageSize + 17);
                WritePrediction(canvas, font, "DkNN", image.DknnPrediction, image.Credibility, image.Label, column, top + ImageSize + 35);
            }
        }
    }

    private static float CentreOf(int column) => LeftMargin + (column * (ImageSize + Gap)) + (ImageSize / 2f);

    private static void WritePrediction(
        SKCanvas canvas, SKFont font, string who, int prediction, double trust, int label, int column, float baseline)
    {
        string text = FormattableString.Invariant($"{who} {prediction} · {trust * 100:0} %");
        Write(canvas, font, text, CentreOf(column), baseline, prediction == label ? Ink : Wrong);
    }

    private static void Write(SKCanvas canvas, SKFont font, string text, float centre, float baseline, SKColor color)
    {
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        canvas.DrawText(text, centre, baseline, SKTextAlign.Center, font, paint);
    }
}
