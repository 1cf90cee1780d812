namespace DkNN.Experiments;

/// <summary>The effort that one layer's index was tuned to.</summary>
/// <param name="Value">Where its dial stands.</param>
/// <param name="RecallBound">
/// What its recall on images like those of the tuning exceeds with 99 % confidence, the lesser of plain and noisy ones.
/// </param>
internal sealed record TunedEffort(double Value, double RecallBound);
