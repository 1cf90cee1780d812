namespace DkNN.Models.Mnist.Tests;

public sealed class MnistBaselineConformanceTests : ArchitectureConformance<MnistBaseline>;
