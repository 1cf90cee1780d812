namespace DkNN;

/// <summary>Whose answer a score trusts or doubts.</summary>
public enum Predictor
{
    /// <summary>The network's own.</summary>
    Network,

    /// <summary>That of deep k-nearest neighbours.</summary>
    Dknn,
}
