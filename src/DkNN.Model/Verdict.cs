namespace DkNN.Model;

/// <summary>Whether an answer is to be trusted, in words: the one sentence that everything which shows an answer shows.</summary>
public sealed record Verdict
{
    /// <summary>The credibility from which an answer is trusted where nobody says otherwise: about one in twenty images like those that
    /// calibrated falls below it.</summary>
    public const double DefaultCredibility = 0.05;

    private Verdict(bool isCredible, string text) => (IsCredible, Text) = (isCredible, text);

    /// <summary>Whether the credibility reaches the threshold, and the image shows anything.</summary>
    public bool IsCredible { get; }

    /// <summary>The sentence, without a full stop: "7, credible".</summary>
    public string Text { get; }

    /// <summary>The verdict on a prediction, whose layers are not known.</summary>
    /// <param name="prediction">What is said of the image.</param>
    /// <param name="model">The model that said it.</param>
    /// <param name="credible">The least credibility that is trusted, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is out of range.</exception>
    public static Verdict Of(DkNNPrediction prediction, ModelDescription model, double credible = DefaultCredibility)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        return Of(prediction, model, credible, prediction.Label == prediction.NetworkLabel ? Few : "its neighbours disagree");
    }

    /// <summary>The verdict on an explained image: it names the first layer that disagrees.</summary>
    /// <param name="explanation">What is said of the image, and why.</param>
    /// <param name="model">The model that said it.</param>
    /// <param name="credible">The least credibility that is trusted, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is out of range.</exception>
    public static Verdict Of(Explanation explanation, ModelDescription model, double credible = DefaultCredibility)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        string reason = explanation.FirstToDisagree is { } first ? $"its neighbours disagree from {first.Layer.Name} on" : Few;
        return Of(explanation.Prediction, model, credible, reason);
    }

    /// <summary>The sentence.</summary>
    public override string ToString() => Text;

    private const string Few = "too few of its neighbours agree";

    private static Verdict Of(DkNNPrediction prediction, ModelDescription model, double credible, string reason)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (credible is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(credible), credible, "A credibility is from 0 to 1.");
        }
        if (prediction.IsBlank) return new(false, "blank, all its pixels are alike: do not trust it");
        string network = model.ClassName(prediction.NetworkLabel);
        if (prediction.Credibility < credible) return new(false, $"looks like {Article(network)} {network}, but {reason}: do not trust it");
        return new(true, prediction.Label == prediction.NetworkLabel
            ? $"{network}, credible"
            : $"{model.ClassName(prediction.Label)}, credible, though the network says {network}");
    }

    /// <summary>"a" or "an", as the name is spoken: a 7, an 8, an ankle boot, an F.</summary>
    private static string Article(string name) => name switch
    {
        "11" or "18" => "an",
        [var letter] when char.IsAsciiLetter(letter) => "AEFHILMNORSX".Contains(char.ToUpperInvariant(letter), StringComparison.Ordinal) ? "an" : "a",
        [var first, ..] => "AEIOU8".Contains(char.ToUpperInvariant(first), StringComparison.Ordinal) ? "an" : "a",
        _ => "a",
    };
}
