namespace DkNN.Models.Mnist.Tests;

public sealed class MnistKaggleConformanceTests : ArchitectureConformance<MnistKaggle>;
