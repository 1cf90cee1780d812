using DkNN.Experiments;
using DkNN.Model;

namespace DkNN.Reporting;

/// <summary>What is said of an explained image, in words.</summary>
internal static class ExplanationText
{
    /// <summary>How to read a picture of <see cref="ExplanationFigure"/>.</summary>
    public const string HowToRead = """
        How to read it: each bar is a p-value, the share of calibration images whose neighbours support their class no better than this
        image's neighbours support the bar's class; the greatest is the credibility. Each strip shows the training images nearest in one
        layer, with their class and distance. What is framed in colour is of another class than the network's.
        """;

    /// <summary>The classes of a layer's neighbours, most first: "7 × 68, 1 × 5, 2 others".</summary>
    public static string Votes(ExplainedLayer layer, Func<int, string> name, int most = int.MaxValue)
    {
        int[] voted = [.. Enumerable.Range(0, layer.Votes.Length).Where(j => layer.Votes[j] > 0).OrderByDescending(j => layer.Votes[j])];
        if (voted.Length == 0) return "no votes";
        int others = voted.Skip(most).Sum(j => layer.Votes[j]);
        string[] parts = [.. voted.Take(most).Select(j => $"{name(j)} × {layer.Votes[j]}"), .. others > 0 ? [$"others × {others}"] : Array.Empty<string>()];
        return string.Join(", ", parts);
    }

    /// <summary>Adds a table of votes and nearest neighbours, layer by layer.</summary>
    public static void WriteLayers(MarkdownText text, ExplainedImage image, Func<int, string> name)
    {
        var explanation = image.Explanation;
        var table = MarkdownTable.OfText("layer", "votes", "nearest: class (distance)");
        foreach (var layer in explanation.Layers)
        {
            table.Row(
                MarkdownText.Escape(layer.Layer.Name),
                MarkdownText.Escape(Votes(layer, name)),
                MarkdownText.Escape(string.Join(", ", layer.Nearest.Select(near => $"{name(near.Label)} ({Text.Distance(near.Distance)})"))));
        }
        text.Paragraph(table.ToString());
        text.Paragraph(explanation.FirstToDisagree is { } first
            ? $"The first layer most of whose neighbours are of another class than the network's: {MarkdownText.Escape(first.Layer.Name)}."
            : "In every layer most neighbours are of the network's class.");
    }
}
