using CsCheck;
using DkNN.Vectors;

namespace DkNN.Core.Tests;

public sealed class ConventionsTests
{
    private static readonly Gen<SpaceChain> Chains = Gen.OneOf(
        OneOf("raw", "unit", "center", "unit+center", "center+unit", "unit+center+unit").Select(SpaceChain.Parse),
        Gen.Select(OneOf("unit+center", "center+unit"), Gen.Int[1, 300], Gen.Double[0, 9]).Select((chain, components, weight) =>
            SpaceChain.Parse(chain).Projected(SpaceStep.Project(components, weight))));

    private static readonly Gen<Conventions> All =
        from space in Chains
        from rows in Gen.Enum<RowFormat>()
        from output in Gen.Enum<OutputRow>()
        from calibration in Gen.Enum<CalibrationDraw>()
        from missing in Gen.Enum<MissingNeighbors>()
        from flags in Gen.Select(Gen.Bool, Gen.Bool)
        from p in Gen.Enum<PValueRule>()
        from prediction in Gen.Enum<PredictionRule>()
        select new Conventions
        {
            Space = space, Rows = rows, Output = output, Calibration = calibration, Missing = missing, TrimZeros = flags.Item1,
            ClassConditional = flags.Item2, PValue = p, Prediction = prediction,
        };

    [Fact]
    public void What_is_written_is_read_as_the_same() => All.Sample(conventions => Assert.Equal(conventions, Conventions.Parse($"{conventions}")));

    [Fact]
    public void Conventions_that_differ_are_written_differently() => Gen.Select(All, All).Sample((one, other) =>
        Assert.Equal(one == other, $"{one}" == $"{other}"));

    [Fact]
    public void Every_preset_is_read_by_its_name_and_has_no_other_ones_content()
    {
        foreach (var (name, preset) in Conventions.Presets)
        {
            Assert.Equal(preset, Conventions.Parse(name));
            Assert.Equal(name, preset.Name);
        }
    }

    [Fact]
    public void Every_preset_is_written_in_full() => Snapshot.Match(
        string.Concat(Conventions.Presets.Select(preset => $"{preset.Key}: {preset.Value}\n")), "conventions");

    [Theory]
    [InlineData("", "unit+center")]
    [InlineData("center=before", "center+unit")]
    [InlineData("center=none", "unit")]
    [InlineData("space=unit,center=after", "unit+center")]
    [InlineData("space=raw,center=before", "center")]
    [InlineData("project=64", "unit+center+project:64:1")]
    [InlineData("project=64:2.5, center=before", "center+unit+project:64:2.5")]
    [InlineData("compact,project=none", "center+unit")]
    [InlineData("compact,project=16:0", "center+unit+project:16:0")]
    public void A_part_of_the_space_can_be_changed(string text, string space) => Assert.Equal(space, $"{Conventions.Parse(text).Space}");

    [Theory]
    [InlineData("clever", "cleverhans")]
    [InlineData("center=before,compact", "comes first")]
    [InlineData("centre=before", "center")]
    [InlineData("p=smooth", "smoothed")]
    [InlineData("rows=i4", "i8")]
    [InlineData("project=0", "project:M:W")]
    [InlineData("project=8:-1", "project:M:W")]
    [InlineData("project=8:NaN", "project:M:W")]
    [InlineData("space=unit+center+center", "once")]
    [InlineData("space=project:8+unit", "last step")]
    [InlineData("space=", "unit, center")]
    [InlineData("center=middle", "before, after and none")]
    public void What_is_unknown_is_told_with_what_there_is(string text, string words) =>
        Assert.Contains(words, Assert.Throws<FormatException>(() => Conventions.Parse(text)).Message, StringComparison.Ordinal);

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(place => texts[place]);

    [Fact]
    public void A_layer_that_a_projection_would_keep_whole_is_not_projected()
    {
        var space = Conventions.Parse("compact").Space;
        Assert.Equal((65, 64, 10), (space.Dimension(3_200), space.Dimension(64), space.Dimension(10)));
    }
}
