using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DkNN;

namespace MarginScore;

/// <summary>What a person may choose with <c>--score margin-score:power=2</c>.</summary>
public sealed class MarginOptions
{
    /// <summary>Power of the margin.</summary>
    [Range(0.1, 10), Description("power of the margin: the greater, the more small margins are set apart")]
    public double Power { get; init; } = 1;
}

/// <summary>How far the network's first choice is ahead of its second, beside what is usual for that class.</summary>
[Score("margin-score", Description = "margin between the two greatest logits, beside what is usual for the class")]
public sealed class MarginScorePlugin : IScore<MarginOptions>
{
    private const string Usual = "usual";

    /// <inheritdoc/>
    public ScoreNeeds Needs(MarginOptions options) => ScoreNeeds.None;

    /// <inheritdoc/>
    public ScoreState Fit(ScoreTraining data, MarginOptions options, CancellationToken cancellationToken)
    {
        var images = data.Calibration;
        double[] sums = new double[images.Logits.Dimension];
        int[] counts = new int[sums.Length];
        for (int image = 0; image < images.Count; image++)
        {
            sums[images.NetworkLabels[image]] += Margin(images, image);
            counts[images.NetworkLabels[image]]++;
        }
        // A class that the calibration images lack has all of them to compare with.
        double all = Math.Max(double.Epsilon, sums.Sum() / images.Count);
        return new ScoreState().Add(Usual, [.. sums.Select((sum, label) => sum > 0 ? sum / counts[label] : all)]);
    }

    /// <inheritdoc/>
    public IScorer Open(ScoreState state, MarginOptions options) => new Scorer(state.Values(Usual).ToArray(), options.Power);

    private static double Margin(Observations images, int image)
    {
        float first = float.NegativeInfinity, second = float.NegativeInfinity;
        foreach (float logit in images.Logits.Row(image))
        {
            if (logit > first) (first, second) = (logit, first);
            else if (logit > second) second = logit;
        }
        return first - second;
    }

    private sealed class Scorer(double[] usual, double power) : IScorer
    {
        public void Score(Observations images, Span<double> scores, CancellationToken cancellationToken)
        {
            for (int image = 0; image < images.Count; image++)
            {
                scores[image] = Math.Pow(Margin(images, image) / usual[images.NetworkLabels[image]], power);
            }
        }
    }
}
