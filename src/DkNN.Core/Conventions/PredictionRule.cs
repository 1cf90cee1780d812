namespace DkNN.Core;

/// <summary>How p-values and votes give the predicted class.</summary>
public enum PredictionRule
{
    /// <summary>The greatest p-value; of several, the most votes; of several, the smaller class.</summary>
    PValueThenVotes,

    /// <summary>The greatest p-value; of several, the smaller class, so that what nothing supports is class 0.</summary>
    PValue,

    /// <summary>The most votes; of several, the smaller class.</summary>
    Votes,
}
