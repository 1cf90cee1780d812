namespace DkNN.Model;

/// <summary>One training image near an image, in one layer.</summary>
/// <param name="Id">Zero-based position in the training set.</param>
/// <param name="Label">Its label.</param>
/// <param name="Distance">Euclidean distance in the layer's space.</param>
public readonly record struct Neighbor(int Id, int Label, double Distance);
