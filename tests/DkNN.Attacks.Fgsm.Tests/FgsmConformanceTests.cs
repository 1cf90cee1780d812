namespace DkNN.Attacks.Fgsm.Tests;

public sealed class FgsmConformanceTests : AttackConformance<Fgsm, FgsmOptions>;
