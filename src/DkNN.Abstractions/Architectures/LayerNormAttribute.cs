namespace DkNN;

/// <summary>
/// Layer normalisation over all values of one image, C×H×W or a row, with a scale and a shift for each (Ba, Kiros and Hinton,
/// arXiv 1607.06450).
/// </summary>
public sealed class LayerNormAttribute : ActivatedLayerAttribute
{
    /// <summary>Added to the variance, greater than 0.</summary>
    public double Epsilon { get; init; } = 1e-5;
}
