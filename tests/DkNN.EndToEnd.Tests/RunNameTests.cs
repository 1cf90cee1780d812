using System.Text;
using DkNN.Cli;
using DkNN.Core;
using DkNN.Data;
using DkNN.Experiments;
using DkNN.Torch;

namespace DkNN.EndToEnd.Tests;

public sealed class RunNameTests
{
    private static readonly string[] Names = ["glyphs", "mnist-baseline", "all", "auto", "fgsm"];
    private static readonly ExperimentOptions Defaults = ExperimentArguments.DefaultsFor(GlyphSet.Name);

    [Fact]
    public void What_is_as_by_default_is_not_named() => Assert.Equal("glyphs-mnist-baseline-all-auto-fgsm", Of(Defaults));

    [Fact]
    public void Whatever_differs_gives_another_name()
    {
        ExperimentOptions[] asked =
        [
            Defaults,
            Defaults with { Pictures = new PictureOptions(Gray: true) },
            Defaults with { Pictures = new PictureOptions(Resize: new PictureSize(28, 28)) },
            Defaults with { Pictures = new PictureOptions(Invert: true) },
            Defaults with { Index = PluginChoice.Parse("auto:m=16") },
            Defaults with { Attack = PluginChoice.Parse("fgsm:m=16") },
            Defaults with { TargetRecall = 0.9 },
            Defaults with { Target = "7" },
            Defaults with { Target = "next" },
            Defaults with { AttackLabel = AttackLabel.Own },
            Defaults with { PixelRange = new PixelRange(-1, 1) },
            Defaults with { Scores = [] },
            Defaults with { Scores = [PluginChoice.Parse("gen")] },
            Defaults with { Scores = [PluginChoice.Parse("gen:gamma=0.2")] },
            Defaults with { Epsilons = [] },
            Defaults with { Epsilons = [0.1] },
            Defaults with { Epsilons = [0.1, 0.2] },
            Defaults with { Neighbors = 7 },
            Defaults with { Epochs = 7 },
            Defaults with { BatchSize = 7 },
            Defaults with { LearningRate = 7 },
            Defaults with { Seeds = Seeds.All(7) },
            Defaults with { Seeds = Seeds.All(7) with { Training = 0 } },
            Defaults with { Seeds = Seeds.All(7) with { Split = 0 } },
            Defaults with { Seeds = Seeds.All(7) with { Index = 0 } },
            Defaults with { Seeds = Seeds.All(7) with { Attack = 0 } },
            Defaults with { Limit = 7 },
            Defaults with { OutOfDistribution = null },
            Defaults with { OutOfDistribution = "mnist" },
            Defaults with { Calibration = 7 },
            Defaults with { Conventions = Conventions.Parse("cleverhans") },
            Defaults with { Conventions = Conventions.Parse("conformal") },
            Defaults with { Conventions = Conventions.Parse("compact,project=32") },
        ];
        string[] names = [.. asked.Select(Of)];
        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal("glyphs-mnist-baseline-all-auto-fgsm-e0.1,0.2", Of(Defaults with { Epsilons = [0.1, 0.2] }));
        // A property that no line above changes would leave runs that differ in one directory; these tell of what is named already, or of nobody's.
        string[] others = ["Dataset", "Architecture", "Layers", "Training", "CommandLine"];
        Assert.Empty(typeof(ExperimentOptions).GetProperties().Where(property =>
            !others.Contains(property.Name) && !property.GetGetMethod()!.IsStatic
            && asked.All(options => Equals(property.GetValue(options), property.GetValue(Defaults)))).Select(property => property.Name));
    }

    [Theory]
    [InlineData("file=a/b:c", "file=a b c")]
    [InlineData("a name as long as can be, 長い長い長い長い長い長い長い長い長い長い長い長い長い長い長い長い長い長い長い長い長い長い長い長い長い長い長い長い", "a name")]
    public void What_no_file_may_be_called_is_shortened_and_still_told_apart(string part, string kept)
    {
        string name = RunName.Of([.. Names, part]), other = RunName.Of([.. Names, part + "?"]);
        Assert.NotEqual(name, other);
        Assert.InRange(Encoding.UTF8.GetByteCount(name), 1, 160);
        Assert.DoesNotContain(name, letter => "<>:\"/\\|?*".Contains(letter, StringComparison.Ordinal));
        Assert.Contains(kept, name.Replace('_', ' '), StringComparison.Ordinal);
    }

    private static string Of(ExperimentOptions options) => RunName.Of([.. Names, .. RunName.Differences(options, Defaults)]);
}
