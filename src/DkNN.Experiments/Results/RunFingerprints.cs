namespace DkNN.Experiments;

/// <summary>
/// What a run was made of, by content: runs with equal fingerprints had the same images in the same parts. Each is a SHA-256 in hexadecimal
/// digits, but the architecture's, which is its own.
/// </summary>
/// <param name="Architecture">Of the architecture: its layers, their order and sizes.</param>
/// <param name="Train">Of shape, number of classes, pixels and labels of the training images.</param>
/// <param name="Test">The same of the test images.</param>
/// <param name="Calibration">Of the positions, int32 in little-endian order, of the calibration images among the test images.</param>
/// <param name="Evaluated">The same of the evaluated ones, in their order.</param>
/// <param name="Foreign">Of the foreign test images; null where there were none.</param>
/// <param name="ForeignEvaluated">Of the positions of the evaluated foreign ones; null where there were none.</param>
public sealed record RunFingerprints(
    string Architecture, string Train, string Test, string Calibration, string Evaluated, string? Foreign, string? ForeignEvaluated);
