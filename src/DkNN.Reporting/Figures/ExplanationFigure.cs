using DkNN.Experiments;
using DkNN.Model;
using SkiaSharp;

namespace DkNN.Reporting;

/// <summary>
/// One explained image: the image, the verdict and the p-values, and below for every layer its nearest training images. What is of another
/// class than the network's stands out.
/// </summary>
internal sealed class ExplanationFigure
{
    private const int Width = 1060;
    private const int Margin = 24;
    private const int ImageSize = 224;
    private const int TextLeft = Margin + ImageSize + 32;
    private const int BarsTop = 132;
    private const int BarHeight = 22;
    private const int NameWidth = 130;
    private const int MostBars = 12;
    private const int StripLeft = 236;
    private const int StripHeight = 138;
    private const int ThumbnailSize = 78;
    private const int ThumbnailGap = 20;

    private static readonly SKColor Muted = SKColor.Parse(Theme.Muted.ToHex());
    private static readonly SKColor Trusted = SKColor.Parse(Theme.Dknn.ToHex());
    private static readonly SKColor Strange = SKColor.Parse(Theme.Network.ToHex());
    private static readonly SKColor Rail = new(0xF0, 0xF0, 0xF0);

    private readonly ExplainedImage _image;
    private readonly Func<int, string> _name;
    private readonly int[] _bars;
    private readonly int _stripsTop;

    private ExplanationFigure(ExplainedImage image, Func<int, string> name)
    {
        (_image, _name) = (image, name);
        _bars = LikeliestClasses.Of(Prediction, MostBars);
        _stripsTop = Math.Max(Margin + ImageSize, BarsTop + (_bars.Length * BarHeight) + (IsPart ? BarHeight : 0)) + 28;
    }

    private DkNNPrediction Prediction => _image.Explanation.Prediction;

    private bool IsPart => _bars.Length < Prediction.PValues.Length;

    /// <summary>A figure to be saved.</summary>
    /// <param name="file">Name of the files.</param>
    /// <param name="image">The image.</param>
    /// <param name="name">The name of a class.</param>
    public static Figure Of(string file, ExplainedImage image, Func<int, string> name)
    {
        var figure = new ExplanationFigure(image, name);
        int height = figure._stripsTop + (image.Explanation.Layers.Length * StripHeight) + Margin;
        return new Figure(file, Width, height, figure.Draw);
    }

    private void Draw(SKCanvas canvas)
    {
        using var pen = new Pen(canvas);
        var place = SKRect.Create(Margin, Margin, ImageSize, ImageSize);
        PixelImage.Draw(canvas, _image.Pixels.Span, _image.Shape, place);
        pen.Frame(place, Rail, 1);
        DrawVerdict(pen);
        DrawPValues(pen);
        int picture = 0;
        for (int layer = 0; layer < _image.Explanation.Layers.Length; layer++)
        {
            DrawLayer(canvas, pen, _image.Explanation.Layers[layer], _stripsTop + (layer * StripHeight), ref picture);
        }
    }

    private void DrawVerdict(Pen pen)
    {
        const int width = Width - TextLeft - Margin;
        string verdict = Text.Capitalized(_image.Verdict);
        pen.Write(
            verdict, TextLeft, 46, pen.SizeFor(verdict, most: 21, least: 14, width), _image.IsCredible ? Trusted : Strange, bold: true,
            width: width);
        pen.Write(
            $"DkNN: {_name(Prediction.Label)}, credibility {Text.Percent(Prediction.Credibility)} %, "
            + $"confidence {Text.Percent(Prediction.Confidence)} %",
            TextLeft, 74, 15, Pen.Ink, width: width);
        pen.Write(
            $"Network alone: {_name(Prediction.NetworkLabel)}, softmax {Text.Percent(Prediction.NetworkConfidence)} %",
            TextLeft, 96, 15, Pen.Ink, width: width);
    }

    private void DrawPValues(Pen pen)
    {
        const float left = TextLeft + NameWidth, right = Width - Margin - 64;
        pen.Write("p-value of each class", TextLeft, BarsTop - 8, 13, Muted);
        for (int place = 0; place < _bars.Length; place++)
        {
            int label = _bars[place];
            double value = Prediction.PValues[label];
            float top = BarsTop + (place * BarHeight), baseline = top + 15;
            bool chosen = label == Prediction.Label;
            pen.Write(_name(label), left - 10, baseline, 14, Pen.Ink, SKTextAlign.Right, chosen, NameWidth - 14);
            pen.Fill(new SKRect(left, top + 3, right, top + BarHeight - 3), Rail);
            pen.Fill(
                new SKRect(left, top + 3, left + ((right - left) * (float)value), top + BarHeight - 3),
                chosen ? _image.IsCredible ? Trusted : Strange : Muted);
            pen.Write(Text.Fraction(value), right + 10, baseline, 13, Pen.Ink, bold: chosen);
        }
        if (IsPart)
        {
            pen.Write(
                $"the likeliest {_bars.Length} of {Text.Count(Prediction.PValues.Length)} classes",
                left, BarsTop + (_bars.Length * BarHeight) + 15, 13, Muted);
        }
    }

    private void DrawLayer(SKCanvas canvas, Pen pen, ExplainedLayer layer, float top, ref int picture)
    {
        const int width = StripLeft - Margin - 16;
        bool first = layer == _image.Explanation.FirstToDisagree;
        pen.Fill(SKRect.Create(Margin, top, Width - (2 * Margin), 1), Rail);
        pen.Write(layer.Layer.Name, Margin, top + 32, 17, Pen.Ink, bold: true, width: width);
        pen.Write(ExplanationText.Votes(layer, _name, most: 2), Margin, top + 54, 13, Pen.Ink, width: width);
        if (first) pen.Write("first to disagree", Margin, top + 76, 13, Strange, bold: true);
        if (layer.Nearest.IsEmpty) pen.Write("no neighbours found", StripLeft, top + 54, 13, Muted);
        for (int place = 0; place < layer.Nearest.Length; place++, picture++)
        {
            float left = StripLeft + (place * (ThumbnailSize + ThumbnailGap));
            if (left + ThumbnailSize > Width - Margin) continue;
            var (neighbor, square) = (layer.Nearest[place], SKRect.Create(left, top + 12, ThumbnailSize, ThumbnailSize));
            bool agrees = neighbor.Label == Prediction.NetworkLabel;
            if (picture < _image.NeighborPixels.Length)
            {
                PixelImage.Draw(canvas, _image.NeighborPixels[picture].Span, _image.NeighborShape, square);
            }
            pen.Frame(square, agrees ? Rail : Strange, agrees ? 1 : 3);
            float centre = square.MidX;
            pen.Write(
                _name(neighbor.Label), centre, square.Bottom + 19, 14, agrees ? Pen.Ink : Strange, SKTextAlign.Center, !agrees,
                ThumbnailSize + ThumbnailGap - 4);
            pen.Write(Text.Distance(neighbor.Distance), centre, square.Bottom + 35, 12, Muted, SKTextAlign.Center);
        }
    }
}
