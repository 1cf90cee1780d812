using System.Collections.Immutable;
using DkNN.Model;

namespace DkNN.Cli;

/// <summary>What <c>dknn classify</c> says of one image; the names are those of its JSON.</summary>
/// <param name="Image">The image's name.</param>
/// <param name="Verdict">Whether the answer is to be trusted, in words.</param>
/// <param name="Label">The class that DkNN predicts.</param>
/// <param name="ClassName">What it is called.</param>
/// <param name="Credibility">Its p-value.</param>
/// <param name="Confidence">1 − the second greatest p-value.</param>
/// <param name="NetworkLabel">The network's class.</param>
/// <param name="NetworkClassName">What it is called.</param>
/// <param name="NetworkConfidence">Its softmax probability.</param>
/// <param name="Disagrees">The first layer where another class than the network's has the most neighbours; null where all agree.</param>
/// <param name="Rejected">Whether the credibility is below that of <c>--reject-below</c>.</param>
/// <param name="PValues">p-value of every class.</param>
/// <param name="Notes">What was changed of the picture.</param>
internal sealed record ClassifiedImage(
    string Image,
    string Verdict,
    int Label,
    string ClassName,
    double Credibility,
    double Confidence,
    int NetworkLabel,
    string NetworkClassName,
    double NetworkConfidence,
    string? Disagrees,
    bool Rejected,
    ImmutableArray<double> PValues,
    ImmutableArray<string> Notes)
{
    /// <summary>Puts together what is known of an image.</summary>
    public static ClassifiedImage Of(InputImage image, Explanation explanation, ModelDescription model, double? rejectBelow)
    {
        var prediction = explanation.Prediction;
        return new ClassifiedImage(
            image.Name,
            DkNN.Model.Verdict.Of(explanation, model, rejectBelow ?? DkNN.Model.Verdict.DefaultCredibility).Text,
            prediction.Label,
            model.ClassName(prediction.Label),
            prediction.Credibility,
            prediction.Confidence,
            prediction.NetworkLabel,
            model.ClassName(prediction.NetworkLabel),
            prediction.NetworkConfidence,
            explanation.FirstToDisagree?.Layer.Name,
            prediction.Credibility < rejectBelow,
            prediction.PValues,
            image.Notes);
    }
}
