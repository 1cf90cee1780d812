namespace DkNN.Attacks.Fgsm;

/// <summary>The fast gradient sign method takes one step of the budget's length and has nothing to choose.</summary>
public sealed class FgsmOptions;
