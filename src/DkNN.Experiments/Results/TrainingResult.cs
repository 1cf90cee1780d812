namespace DkNN.Experiments;

/// <summary>How the network of a run was trained.</summary>
/// <param name="Epochs">Passes over the training images.</param>
/// <param name="Batch">Images a step.</param>
/// <param name="LearningRate">Adam's learning rate.</param>
public sealed record TrainingResult(int Epochs, int Batch, double LearningRate);
