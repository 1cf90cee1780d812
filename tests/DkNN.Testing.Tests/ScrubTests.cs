namespace DkNN.Testing.Tests;

public sealed class ScrubTests
{
    [Theory]
    [InlineData("trained in 12.3 s, ready after 1:02", "trained in <time>, ready after <time>")]
    [InlineData("peak 1.2 GiB, 3,000 bytes", "peak <size>, <size>")]
    [InlineData("on 2026-11-25T17:02:48Z and 2026-11-25", "on <date> and <date>")]
    [InlineData("see /home/me/runs/one/report.md.", "see <path>")]
    [InlineData("""see C:\Users\me\run""", "see <path>")]
    [InlineData("accuracy 0.98765 and -0.04", "accuracy 1.0 and 0.0")]
    [InlineData("DkNN 0.1.0, and 75 neighbours", "DkNN <version>, and 75 neighbours")]
    [InlineData("9c4f4e2ac45e41de43afc18014930957076599ba5461a5a4bc6d5e4a7d68532c", "<hash>")]
    [InlineData("a/b is no path, 5 of 6", "a/b is no path, 5 of 6")]
    public void Text_loses_what_changes_from_run_to_run(string text, string expected) => Assert.Equal(expected, Scrub.Coarse.Text(text));

    [Fact]
    public void Json_keeps_names_and_order_and_loses_measurements()
    {
        const string json = """
            { "seed": 3, "accuracy": 0.123456, "stages": [ { "name": "train", "seconds": 1.5, "cached": false } ],
              "bytes": 12, "peakMemoryBytes": 4, "plugin": { "version": "1.2.3" }, "aupr": null, "queryMillisecondsPerImage": 0.2 }
            """;
        const string expected = """
            {
              "seed": 3,
              "accuracy": 0.123,
              "stages": [
                {
                  "name": "train",
                  "seconds": "\u003Cseconds\u003E",
                  "cached": false
                }
              ],
              "bytes": "\u003Cbytes\u003E",
              "peakMemoryBytes": "\u003CpeakMemoryBytes\u003E",
              "plugin": {
                "version": "\u003Cversion\u003E"
              },
              "aupr": null,
              "queryMillisecondsPerImage": "\u003CqueryMillisecondsPerImage\u003E"
            }
            """;
        Assert.Equal(expected.ReplaceLineEndings("\n"), new Scrub(Decimals: 3).Json(json));
    }

    [Theory]
    [InlineData(0.949, 0.951)]
    [InlineData(0.95001, 1.04)]
    public void Fractions_are_rounded_to_the_stated_places(double one, double other) =>
        Assert.Equal(one < 0.95, Scrub.Coarse.Json($"{one}") != Scrub.Coarse.Json($"{other}"));

    [Fact]
    public void Histograms_are_left_out() => Assert.Equal(
        "{\n  \"dknn\": {\n    \"reliability\": \"\\u003Creliability\\u003E\"\n  }\n}",
        Scrub.Coarse.Json("""{ "dknn": { "reliability": [ { "from": 0.9, "to": 1.0, "count": 47, "accuracy": 0.5 } ] } }"""));
}
