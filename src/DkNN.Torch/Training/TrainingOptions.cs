namespace DkNN.Torch;

/// <summary>How a network is trained: Adam on the categorical cross-entropy (thesis, section 3.1).</summary>
public sealed record TrainingOptions
{
    /// <summary>Passes over the training images, at least 1.</summary>
    public int Epochs { get; init; } = 8;

    /// <summary>Images a step, at least 2.</summary>
    public int BatchSize { get; init; } = 500;

    /// <summary>Adam's learning rate, greater than 0.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Seed of the initial weights, of the order of images and of dropout.</summary>
    public int Seed { get; init; }
}
