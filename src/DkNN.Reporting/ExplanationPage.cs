using System.Collections.Immutable;
using DkNN.Experiments;

namespace DkNN.Reporting;

/// <summary>
/// The page of one explained image: <c>explanation.md</c>, <c>explanation.html</c> that needs no other file, and the picture as
/// <c>explanation.png</c> and <c>explanation.svg</c>.
/// </summary>
public static class ExplanationPage
{
    /// <summary>Name of the files, without extension.</summary>
    public const string Name = "explanation";

    /// <summary>Name of the page that needs no other file.</summary>
    public const string HtmlName = $"{Name}.html";

    /// <summary>Classes whose p-values are listed.</summary>
    private const int MostClasses = 50;

    /// <summary>Writes the page, over that of an earlier time.</summary>
    /// <param name="directory">Where to; made where it is missing.</param>
    /// <param name="title">What to call the image.</param>
    /// <param name="image">The image, and what is said of it.</param>
    /// <param name="className">The name of a class.</param>
    /// <param name="notes">What was changed of the image as it was read, each a phrase.</param>
    public static void Write(
        string directory, string title, ExplainedImage image, Func<int, string> className, ImmutableArray<string> notes)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(className);
        ExplanationFigure.Of(Name, image, className).Save(directory);
        var (text, prediction) = (new MarkdownText(), image.Explanation.Prediction);
        text.Paragraph($"# {MarkdownText.Escape(title)}");
        text.Paragraph($"**{MarkdownText.Escape(Text.Capitalized(image.Verdict))}.**");
        if (!notes.IsEmpty) text.Paragraph($"The image was changed as it was read: {MarkdownText.Escape(string.Join(", ", notes))}.");
        text.Paragraph($"![The image, p-values, and the nearest training images of every layer]({Name}.png)");
        text.Paragraph(ExplanationText.HowToRead);
        text.Paragraph("## What is said");
        text.Paragraph(MarkdownTable.OfText("by", "class", "trust")
            .Row(
                "DkNN", MarkdownText.Escape(className(prediction.Label)),
                $"credibility {Text.Percent(prediction.Credibility)} %, confidence {Text.Percent(prediction.Confidence)} %")
            .Row("the network alone", MarkdownText.Escape(className(prediction.NetworkLabel)), $"softmax {Text.Percent(prediction.NetworkConfidence)} %")
            .ToString());
        text.Paragraph("## The layers");
        ExplanationText.WriteLayers(text, image, className);
        text.Paragraph("## p-values");
        var table = MarkdownTable.OfNumbers("class", "p-value", "nonconformity");
        int[] shown = LikeliestClasses.Of(prediction, MostClasses);
        foreach (int label in shown)
        {
            table.Row(MarkdownText.Escape(className(label)), Text.Fraction(prediction.PValues[label]), Text.Count(prediction.Alpha[label]));
        }
        text.Paragraph(table.ToString());
        if (shown.Length < prediction.PValues.Length)
        {
            text.Paragraph($"These are the likeliest {shown.Length} of {Text.Count(prediction.PValues.Length)} classes.");
        }
        HtmlPage.SaveBoth(directory, Name, text.ToString());
    }
}
