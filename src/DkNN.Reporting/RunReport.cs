using DkNN.Experiments;

namespace DkNN.Reporting;

/// <summary>Writes the report of a run: <c>report.md</c>, and <c>plots/</c> with every picture as PNG and SVG.</summary>
public static class RunReport
{
    /// <summary>Name of the report in a run's directory.</summary>
    public const string FileName = "report.md";

    /// <summary>Name of the pictures' directory within a run's directory.</summary>
    public const string PlotsDirectory = MarkdownText.PlotsDirectory;

    /// <summary>Draws the pictures and writes the report, over those of an earlier time.</summary>
    /// <param name="directory">The run's directory.</param>
    /// <param name="results">What the run measured; nothing else is needed but the images.</param>
    /// <param name="gallery">
    /// Adversarial examples to show. Null keeps the picture that an earlier report left in the directory, and shows none where there
    /// is none.
    /// </param>
    /// <param name="cancellationToken">Stops between two pictures.</param>
    /// <exception cref="ArgumentException">The results hold no evaluation, or an image of the gallery does not fit its shape.</exception>
    public static void Write(
        string directory, RunResults results, AdversarialGallery? gallery = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(results);
        if (results.Evaluations.Count == 0)
        {
            throw new ArgumentException("The results hold no evaluation, so that there is nothing to report.", nameof(results));
        }
        string plots = Path.Combine(directory, PlotsDirectory);
        List<Figure> figures = [.. RunFigures.Of(results)];
        if (gallery is not null) figures.Add(GalleryFigure.Of(gallery));
        foreach (Figure figure in figures)
        {
            cancellationToken.ThrowIfCancellationRequested();
            figure.Save(plots);
        }
        bool hasGallery = gallery is not null || File.Exists(Path.Combine(plots, $"{GalleryFigure.Name}.png"));
        MarkdownText.Save(Path.Combine(directory, FileName), MarkdownReport.Of(results, hasGallery));
    }
}
