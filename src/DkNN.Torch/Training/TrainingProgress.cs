namespace DkNN.Torch;

/// <summary>Where a training stands.</summary>
/// <param name="Epoch">The epoch under way, from 1.</param>
/// <param name="Images">Images seen in this epoch.</param>
/// <param name="Loss">Mean cross-entropy in this epoch so far, in nats.</param>
public readonly record struct TrainingProgress(int Epoch, int Images, double Loss);
