namespace DkNN.Experiments;

/// <summary>How strange the images of another data set look: one that shares no class with the training data.</summary>
/// <param name="Dataset">Name of the data set.</param>
/// <param name="Count">Images of it.</param>
/// <param name="ShareCredibilityAbove06">Share of them with a credibility above 0.6.</param>
/// <param name="ShareSoftmaxAbove06">Share of them with a softmax confidence above 0.6.</param>
/// <param name="Auroc">Area under the ROC curve for telling them from the clean test images by credibility.</param>
/// <param name="AurocSoftmax">The same by softmax confidence.</param>
/// <param name="Aupr">Average precision by credibility, with the strange images as the positive class.</param>
/// <param name="AuprSoftmax">The same by softmax confidence.</param>
/// <param name="FprAt95Tpr">Share of strange images that pass by credibility where 95 % of the clean ones do.</param>
/// <param name="FprAt95TprSoftmax">The same by softmax confidence.</param>
/// <param name="MeanCredibility">Their mean credibility.</param>
/// <param name="MeanSoftmax">Their mean softmax confidence.</param>
/// <param name="CredibilityHistogram">Images in ten bins of credibility.</param>
/// <param name="SoftmaxHistogram">Images in ten bins of softmax confidence.</param>
public sealed record OodResult(
    string Dataset,
    int Count,
    double ShareCredibilityAbove06,
    double ShareSoftmaxAbove06,
    double Auroc,
    double AurocSoftmax,
    double Aupr,
    double AuprSoftmax,
    double FprAt95Tpr,
    double FprAt95TprSoftmax,
    double MeanCredibility,
    double MeanSoftmax,
    IReadOnlyList<int> CredibilityHistogram,
    IReadOnlyList<int> SoftmaxHistogram)
{
    /// <summary>Conformal prediction sets, a level each; none in files from before they were measured.</summary>
    public IReadOnlyList<PredictionSetResult> PredictionSets { get; init; } = [];

    /// <summary>Every score of the run; none in files from before there were scores.</summary>
    public IReadOnlyList<ScoreResult> Scores { get; init; } = [];
}
