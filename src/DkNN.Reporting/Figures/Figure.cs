using DkNN.Vectors;
using ScottPlot;
using SkiaSharp;

namespace DkNN.Reporting;

/// <summary>A picture to be saved as PNG and SVG.</summary>
/// <param name="Name">Name of its files, without extension.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Draw">Draws it on a white canvas.</param>
internal sealed record Figure(string Name, int Width, int Height, Action<SKCanvas> Draw)
{
    private const int Margin = 8;

    private string PngName => $"{Name}.png";

    private string SvgName => $"{Name}.svg";

    /// <summary>Names of its files.</summary>
    public IEnumerable<string> FileNames => [PngName, SvgName];

    /// <summary>One or more plots of one size, row after row.</summary>
    public static Figure Of(string name, int columns, int plotWidth, int plotHeight, IReadOnlyList<Plot> plots)
    {
        int rows = (plots.Count + columns - 1) / columns;
        return new Figure(name, columns * plotWidth, rows * plotHeight, canvas =>
        {
            for (int i = 0; i < plots.Count; i++)
            {
                // A plot clears all of the canvas that it can reach.
                using var restored = new SKAutoCanvasRestore(canvas);
                canvas.Translate((i % columns * plotWidth) + Margin, (i / columns * plotHeight) + Margin);
                var inside = new PixelRect(0, plotWidth - (2 * Margin), plotHeight - (2 * Margin), 0);
                canvas.ClipRect(inside.ToSKRect());
                plots[i].Render(canvas, inside);
            }
        });
    }

    /// <summary>Writes both files, each to a temporary file that is then renamed.</summary>
    public void Save(string directory)
    {
        using var surface = SKSurface.Create(new SKImageInfo(Width, Height));
        surface.Canvas.Clear(SKColors.White);
        Draw(surface.Canvas);
        using SKImage image = surface.Snapshot();
        using SKData png = image.Encode(SKEncodedImageFormat.Png, quality: 100);
        AtomicFile.Write(Path.Combine(directory, PngName), png.SaveTo);
        AtomicFile.Write(Path.Combine(directory, SvgName), stream =>
        {
            using SKCanvas canvas = SKSvgCanvas.Create(SKRect.Create(Width, Height), stream);
            canvas.Clear(SKColors.White);
            Draw(canvas);
        });
    }
}
