using SkiaSharp;

namespace DkNN.Reporting;

/// <summary>Writes and fills in one font.</summary>
internal sealed class Pen : IDisposable
{
    public static readonly SKColor Ink = new(0x22, 0x22, 0x22);

    private readonly SKCanvas _canvas;
    private readonly SKTypeface _plain = ScottPlot.Fonts.GetTypeface(Theme.FontName, bold: false, italic: false);
    private readonly SKTypeface _bold = ScottPlot.Fonts.GetTypeface(Theme.FontName, bold: true, italic: false);

    public Pen(SKCanvas canvas) => _canvas = canvas;

    /// <summary>Writes a line; one that is too wide ends in "…".</summary>
    public void Write(
        string text, float x, float baseline, float size, SKColor color, SKTextAlign align = SKTextAlign.Left, bool bold = false,
        float width = float.MaxValue)
    {
        using var font = new SKFont(bold ? _bold : _plain, size);
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        _canvas.DrawText(Shortened(text, font, width), x, baseline, align, font, paint);
    }

    /// <summary>The greatest size, in half points, at which a line in bold fits. Measured at each: hinted letters do not scale evenly.</summary>
    public float SizeFor(string text, float most, float least, float width)
    {
        using var font = new SKFont(_bold, most);
        while (font.Size > least && font.MeasureText(text) > width) font.Size = Math.Max(least, font.Size - 0.5f);
        return font.Size;
    }

    /// <summary>Fills a rectangle.</summary>
    public void Fill(SKRect place, SKColor color)
    {
        using var paint = new SKPaint { Color = color };
        _canvas.DrawRect(place, paint);
    }

    /// <summary>Draws a frame around a rectangle.</summary>
    public void Frame(SKRect place, SKColor color, float width)
    {
        using var paint = new SKPaint { Color = color, IsStroke = true, StrokeWidth = width, IsAntialias = true };
        place.Inflate(width / 2, width / 2);
        _canvas.DrawRect(place, paint);
    }

    public void Dispose()
    {
        _plain.Dispose();
        _bold.Dispose();
    }

    private static string Shortened(string text, SKFont font, float width)
    {
        if (font.MeasureText(text) <= width) return text;
        int length = text.Length;
        while (length > 0 && font.MeasureText($"{text.AsSpan(0, length)}…") > width) length--;
        return $"{text.AsSpan(0, length)}…";
    }
}
