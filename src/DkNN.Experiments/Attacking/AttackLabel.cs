namespace DkNN.Experiments;

/// <summary>The class that an attack starts from.</summary>
public enum AttackLabel
{
    /// <summary>The image's true class.</summary>
    True,

    /// <summary>The class that the network itself gives the clean image, as where an attacker knows no labels.</summary>
    Own,
}
