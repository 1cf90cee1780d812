using DkNN.Model;

namespace DkNN.Reporting;

/// <summary>The classes of a prediction that there is room to show.</summary>
internal static class LikeliestClasses
{
    /// <summary>All classes in order of their numbers, or, where there are more, those of the greatest p-values, the greatest first.</summary>
    /// <param name="prediction">The prediction.</param>
    /// <param name="most">Room for so many.</param>
    public static int[] Of(DkNNPrediction prediction, int most)
    {
        var classes = Enumerable.Range(0, prediction.PValues.Length);
        return prediction.PValues.Length <= most
            ? [.. classes]
            : [.. classes.OrderByDescending(j => prediction.PValues[j]).ThenBy(j => prediction.Alpha[j]).Take(most)];
    }
}
