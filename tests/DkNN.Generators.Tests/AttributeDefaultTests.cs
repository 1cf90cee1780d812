namespace DkNN.Generators.Tests;

/// <summary>The generator reads attributes without running them, so it repeats their defaults: these tests hold the two together.</summary>
public sealed class AttributeDefaultTests
{
    public static TheoryData<string, string> Spellings
    {
        get
        {
            var conv = new Conv2dAttribute(1) { Kernel = 1 };
            var norm = new BatchNormAttribute();
            return new TheoryData<string, string>
            {
                {
                    "Conv2d(1, Kernel = 2)",
                    $"Conv2d(1, Kernel = 2, Stride = {conv.Stride}, Padding = {conv.Padding}, Activation = Activation.{conv.Activation})"
                },
                { "MaxPool2d(2)", $"MaxPool2d(2, Stride = {new MaxPool2dAttribute(2).Stride})" },
                { "AvgPool2d(2)", $"AvgPool2d(2, Stride = {new AvgPool2dAttribute(2).Stride})" },
                {
                    "BatchNorm",
                    FormattableString.Invariant(
                        $"BatchNorm(Epsilon = {norm.Epsilon:R}, Momentum = {norm.Momentum:R}, Activation = Activation.{norm.Activation})")
                },
                { "Dense(3)", $"Dense(3, Activation = Activation.{new DenseAttribute(3).Activation})" },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public void A_default_left_out_is_the_default_written_out(string leftOut, string writtenOut) =>
        Assert.Equal(Generated(leftOut), Generated(writtenOut));

    [Theory]
    [InlineData("Conv2d(1, Kernel = 2)", "Conv2d(1, Kernel = 2, Activation = Activation.ReLU)")]
    [InlineData("BatchNorm", "BatchNorm(Momentum = 0.2)")]
    [InlineData("MaxPool2d(2)", "AvgPool2d(2)")]
    [InlineData("Dropout(0.1)", "Dropout(0.2)")]
    [InlineData("Normalize(Mean = [0.5], Deviation = [1])", "Normalize(Mean = [0.5], Deviation = [2])")]
    [InlineData("Normalize(Mean = [0.5], Deviation = [1])", "Normalize(Mean = [0.25], Deviation = [1])")]
    public void Another_parameter_is_another_fingerprint(string one, string other) =>
        Assert.NotEqual(Fingerprint(Generated(one)), Fingerprint(Generated(other)));

    private static string Fingerprint(string source) =>
        source.Split('\n').Single(line => line.Trim() is ['"', .. { Length: 64 }, '"', ',']);

    private static string Generated(string layer) => Workbench.Generate(Workbench.Compile($$"""
        {{Workbench.Usings}}
        [Architecture("x", Input = "1x4x4", Classes = 2)]
        public sealed partial class X
        {
            [{{layer}}] public partial Layer First { get; }
            [Dense(2)] public partial Layer Output { get; }
        }
        """)).Files["X.g.cs"];
}
