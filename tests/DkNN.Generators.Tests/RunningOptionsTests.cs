using DkNN.Torch;

namespace DkNN.Generators.Tests;

/// <summary>Runs the generated binder of every type of option, and the manifest.</summary>
public sealed class RunningOptionsTests(RunningPlugins plugins) : IClassFixture<RunningPlugins>
{
    private readonly AttackPlugin _attack = plugins.Attack("step-by-step");

    [Fact]
    public void Options_not_given_stay_at_their_defaults() => Assert.Equal(
        "budget=1099511627776 decay=1 kind=Length norm=linf randomStart=false rate=0.1 steps=10", Canonical(""));

    [Fact]
    public void Options_given_are_read_and_written_in_one_way() => Assert.Equal(
        "budget=-5 decay=2.5 kind=Sign norm=l2 randomStart=true rate=0.25 steps=1000",
        Canonical("STEPS=1000, budget=-5,rate=0.250,decay=25e-1,randomStart=True,norm=l2,kind=sign"));

    [Theory]
    [InlineData("stpes=3", "steps")]
    [InlineData("steps=0", "from 1 to 1000")]
    [InlineData("steps=1001", "from 1 to 1000")]
    [InlineData("steps=many", "an integer")]
    [InlineData("rate=1.5", "from 0 to 1")]
    [InlineData("decay=0.4", "from 0.5")]
    [InlineData("decay=NaN", "a number")]
    [InlineData("randomStart=yes", "true or false")]
    [InlineData("kind=1", "Sign, Length")]
    public void A_wrong_option_is_refused_with_what_is_allowed(string options, string said) =>
        Assert.Contains(said, Assert.Throws<PluginOptionException>(() => Canonical(options)).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_option_is_described()
    {
        Assert.Equal(["steps", "budget", "rate", "decay", "randomStart", "norm", "kind"], _attack.Options.Select(option => option.Name));
        Assert.Equal(new OptionInfo("steps", "integer", "10", "1..1000", "steps to take"), _attack.Options[0]);
        Assert.Equal(new OptionInfo("kind", "Sign|Length", "Length", null, ""), _attack.Options[^1]);
    }

    [Fact]
    public void The_manifest_lists_what_is_registered() => Assert.Equal(
        plugins.All.Select(plugin => (plugin.Kind, plugin.Name, plugin.Description)),
        plugins.Assembly.GetCustomAttributes(typeof(PluginAttribute), inherit: false).Cast<PluginAttribute>()
            .OrderBy(plugin => plugin.Kind).ThenBy(plugin => plugin.Name, StringComparer.Ordinal)
            .Select(plugin => (plugin.Kind, plugin.Name, plugin.Description)));

    private string Canonical(string options) =>
        string.Join(
            ' ', _attack.Configure(OptionValues.Parse("step-by-step", options)).Options.Select(option => $"{option.Key}={option.Value}"));
}
