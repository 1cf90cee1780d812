using System.Globalization;
using DkNN.Data;
using DkNN.Experiments;
using DkNN.Model;

namespace DkNN.Cli;

/// <summary>
/// What a newcomer sees at the end of a run: how many images of each kind are doubted, one image that is believed, one that an attack changed
/// and one foreign image, with what their neighbours say, and the commands to go on with. The pictures are left in the run's directory.
/// </summary>
/// <param name="plan">The experiment.</param>
/// <param name="outcome">What came of it.</param>
/// <param name="directory">The run's directory.</param>
internal sealed class RunStory(ExperimentPlan plan, RunOutcome outcome, string directory)
{
    private const string Samples = "samples";
    private const string Believed = "believed";
    private const string Doubtful = "doubted";
    private const string Strange = "foreign";

    /// <summary>Names of the pictures in the run's directory.</summary>
    public static IEnumerable<string> Files => new[] { Believed, Doubtful, Strange }.Select(name => $"{Samples}/{name}.png");

    /// <summary>Writes the pictures and tells the story.</summary>
    /// <param name="model">The run's model.</param>
    /// <param name="output">Where to.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public void Tell(DkNNModel model, TextWriter output, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.Combine(directory, Samples));
        var rows = PredictionsFile.ReadOutcomes(Path.Combine(directory, PredictionsFile.FileName)).ToLookup(row => row.Epsilon);
        var clean = rows[0].ToArray();
        output.WriteLine();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Credibility below {Verdict.DefaultCredibility} is doubted. Of the images that the network"));
        TellShare(output, "reads rightly", clean.Where(row => row.NetworkIsCorrect));
        foreach (double epsilon in plan.Options.Epsilons)
        {
            var fooled = rows[epsilon].Zip(clean).Where(pair => pair.Second.NetworkIsCorrect && !pair.First.NetworkIsCorrect);
            TellShare(output, string.Create(CultureInfo.InvariantCulture, $"is fooled by at ε = {epsilon}"), fooled.Select(pair => pair.First));
        }
        var foreign = Foreign();
        if (foreign.Length > 0) TellShare(output, $"never saw the like of ({plan.OutOfDistribution!.Name})", foreign);

        Explain(
            Believed, "a test image", PixelsOf(plan.Data, Middle(clean.Where(row => row.NetworkIsCorrect && row.DknnIsCorrect && IsBelieved(row)))),
            "no test image that is read rightly is believed");
        if (!plan.Options.Epsilons.IsEmpty)
        {
            var (anyFools, budget, doubted) = Doubted();
            Explain(
                Doubtful, string.Create(CultureInfo.InvariantCulture, $"a test image, attacked with ε = {budget}"), doubted,
                anyFools ? "no image of the gallery that fools the network is doubted" : "no image of the gallery fools the network");
        }
        if (foreign.Length > 0) Explain(Strange, $"of {plan.OutOfDistribution!.Name}", PixelsOf(plan.OutOfDistribution, Middle(foreign)));

        void Explain(string name, string origin, byte[]? pixels, string otherwise = "")
        {
            if (pixels is null)
            {
                output.WriteLine();
                output.WriteLine($"There is no {name}.png: {otherwise}.");
                return;
            }
            string picture = Path.Combine(directory, Samples, $"{name}.png");
            PictureWriter.WritePng(picture, plan.Data.Test.Shape, pixels);
            var explanation = model.Explain(pixels, nearest: 1, cancellationToken);
            var prediction = explanation.Prediction;
            output.WriteLine();
            output.WriteLine($"{name}.png, {origin}: {Verdict.Of(explanation, model.Description)}");
            output.WriteLine(
                $"  credibility {Number(prediction.Credibility)}; the network says {model.Description.ClassName(prediction.NetworkLabel)}, "
                + $"softmax {Number(prediction.NetworkConfidence)}");
            foreach (var layer in explanation.Layers)
            {
                var votes = layer.Votes.Index().Where(vote => vote.Item > 0).OrderByDescending(vote => vote.Item).Take(3)
                    .Select(vote => $"{vote.Item} of class {model.Description.ClassName(vote.Index)}");
                output.WriteLine($"  {layer.Layer.Name,-8} {model.Description.Neighbors} neighbours: {string.Join(", ", votes)}");
            }
        }
    }

    /// <summary>The commands to go on with, as they are to be typed.</summary>
    /// <param name="plugins">The folder of plugins that the run was given; null for none.</param>
    /// <param name="data">The data sets that there are.</param>
    public IEnumerable<string> NextCommands(DirectoryInfo? plugins, DataCatalogue data)
    {
        string given = plugins is null ? "" : $" --plugins {ShellText.Quoted(plugins.ToString())}";
        string run = ShellText.Quoted(Path.GetRelativePath(Environment.CurrentDirectory, directory));
        string samples = ShellText.Quoted(Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(directory, Samples)));
        string explained = ShellText.Quoted(Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(directory, "explained")));
        yield return $"dknn classify {samples} --model {run}{given}";
        yield return $"dknn explain {samples} --model {run} --out {explained}{given}";
        if (data.Find("mnist") is null) yield return "dknn data fetch mnist";
        yield return "dknn run --dataset mnist";
    }

    private PredictionRow[] Foreign()
    {
        if (plan.OutOfDistribution is not { } data) return [];
        return [.. PredictionsFile.ReadOutcomes(Path.Combine(directory, PredictionsFile.OodFileName(data.Name)))];
    }

    /// <summary>
    /// Whether any of the gallery's images fools the network; of those that do and are doubted, that with the smallest ε, and of these the one
    /// that it is surest of.
    /// </summary>
    private (bool AnyFools, double Epsilon, byte[]? Pixels) Doubted()
    {
        var fooling = (
            from row in outcome.Gallery?.Rows.Skip(1) ?? []
            from pair in row.Images.Zip(outcome.Gallery!.Rows[0].Images)
            let image = pair.First
            where pair.Second.NetworkPrediction == image.Label && image.NetworkPrediction != image.Label
            orderby row.Epsilon, image.NetworkConfidence descending
            select (row.Epsilon, Image: image)).ToArray();
        var (epsilon, doubted) = fooling.FirstOrDefault(found => found.Image.Credibility < Verdict.DefaultCredibility);
        byte[]? pixels = doubted is null ? null : Array.ConvertAll(doubted.Pixels.ToArray(), pixel => (byte)((pixel * byte.MaxValue) + 0.5f));
        return (fooling.Length > 0, epsilon, pixels);
    }

    private static byte[]? PixelsOf(DataSet? data, PredictionRow? row) => row is null ? null : data?.Test.Pixels(row.Id).ToArray();

    private static void TellShare(TextWriter output, string what, IEnumerable<PredictionRow> rows)
    {
        var all = rows.ToArray();
        if (all.Length == 0) return;
        double doubted = 100.0 * all.Count(row => !IsBelieved(row)) / all.Length;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what}: {doubted:F1} % of {all.Length:N0} are doubted"));
    }

    private static bool IsBelieved(PredictionRow row) => row.Credibility >= Verdict.DefaultCredibility;

    /// <summary>The image of middle credibility: neither the best nor the worst of its kind.</summary>
    private static PredictionRow? Middle(IEnumerable<PredictionRow> rows)
    {
        PredictionRow[] ordered = [.. rows.OrderBy(row => row.Credibility).ThenBy(row => row.Id)];
        return ordered.Length > 0 ? ordered[ordered.Length / 2] : null;
    }

    private static string Number(double value) => value.ToString("F3", CultureInfo.InvariantCulture);
}
