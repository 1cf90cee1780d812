using DkNN.Model;
using System.Text.Json;
using System.Text.Json.Nodes;
using DkNN.Core;

namespace DkNN.Experiments.Tests;

public sealed class RunResultsTests
{
    // The names and kinds that outside tools read; where the file holds null, any kind may stand.
    private const string PublishedShape =
        """
        { "schema": 1, "dataset": "mnist", "architecture": "mnist-baseline", "layers": ["Conv1"],
          "index": {"name": "exact", "options": {}}, "attack": {"name": "fgsm", "options": {}}, "neighbors": 75, "seed": 0,
          "split": {"train": 60000, "calibration": 750, "test": 9250},
          "evaluations": [ { "epsilon": 0.0, "count": 9250,
              "network": {"accuracy": 0.0, "meanConfidence": 0.0, "reliability": [{"from":0.0,"to":0.1,"count":0,"accuracy":null}]},
              "dknn":    {"accuracy": 0.0, "meanCredibility": 0.0, "meanConfidence": 0.0, "missingNeighbors": 0, "reliability": [] },
              "perturbation": {"linfMax": 0.0, "l2Mean": 0.0, "l0Mean": 0.0},
              "detection": {"auroc": null, "aupr": null, "fprAt95Tpr": null} } ],
          "ood": [ {"dataset": "fashion-mnist", "count": 0, "shareCredibilityAbove06": 0.0, "shareSoftmaxAbove06": 0.0, "auroc": 0.0, "aurocSoftmax": 0.0} ],
          "indexes": [ {"layer": "Conv1", "dimension": 12544, "recallAtK": 1.0, "buildSeconds": 0.0, "queryMillisecondsPerImage": 0.0, "bytes": 0, "loadSeconds": 0.0} ],
          "stages": [ {"name": "train", "seconds": 0.0, "cached": false} ], "peakMemoryBytes": 0 }
        """;

    private static RunResults Example()
    {
        PredictionRow clean = new(7, 0, 1, 1, 0.75, 1, 0.5, 0.875, [3, 1], [0.125, 0.5]);
        PredictionRow attacked = clean with { Epsilon = 0.1, NetworkPrediction = 0, Credibility = 0.25 };
        LayerCorrectness[] correctness = [new("Conv1", [.. Enumerable.Range(0, NeighborCorrectness.Bins)])];
        return new RunResults
        {
            Dataset = "glyphs",
            Architecture = "mnist-baseline",
            Layers = ["Conv1", "Output"],
            Index = new PluginSettings("exact", new Dictionary<string, string> { ["blockSize"] = "64" }),
            Attack = new PluginSettings("fgsm", new Dictionary<string, string>()),
            Neighbors = 75,
            Seed = 3,
            Split = new SplitSizes(4000, 100, 900),
            Evaluations =
            [
                PredictionSummary.Evaluation([clean], [clean], new(0, PerturbationResult.None, correctness)),
                PredictionSummary.Evaluation([attacked], [clean], new(2, new(0.1, 1.5, 300, 1, 0.1, 1.75, 310), correctness)),
            ],
            Ood = [PredictionSummary.OutOfDistribution("noise", [attacked], [clean])],
            Indexes = [new IndexResult("Conv1", 12544, 1, 0.5, 1.25, 1024, 0.0625) { Recalls = [new("glyphs", 0, 1), new("noise", 0, 0.75)] }],
            Stages = [new StageResult("train", 12.5, Cached: false), new StageResult("calibrate", 0.25, Cached: true)],
            PeakMemoryBytes = 123456789,
            Program = new ProgramVersion("dknn", "0.1.0"),
            Plugins = [new PluginVersion("index", "exact", "0.1.0")],
            Asked = new RunAsked(
                "dknn run --dataset 'my digits'", "all", "next", new TrainingResult(8, 500, 0.001), new PictureResult(true, "28x28", false), 900),
            Fingerprints = new RunFingerprints("a0", "b1", "c2", "d3", "e4", "f5", "06"),
        };
    }

    [Fact]
    public void The_file_is_as_accepted()
    {
        using var directory = new TemporaryFolder();
        ResultsFile.Write(directory["results.json"], Example());
        Snapshot.Match(File.ReadAllText(directory["results.json"]), "results.json");
    }

    [Fact]
    public void The_file_has_every_published_name_with_its_kind_of_value()
    {
        using var directory = new TemporaryFolder();
        ResultsFile.Write(directory["results.json"], Example());
        using JsonDocument published = JsonDocument.Parse(PublishedShape),
            written = JsonDocument.Parse(File.ReadAllBytes(directory["results.json"]));
        AssertContains(published.RootElement, written.RootElement, "results");
    }

    [Fact]
    public void What_is_read_is_what_was_written()
    {
        using var directory = new TemporaryFolder();
        RunResults results = Example();
        ResultsFile.Write(directory["results.json"], results);
        RunResults read = ResultsFile.Read(directory["results.json"]);
        Assert.Equivalent(results, read, strict: true);

        ResultsFile.Write(directory["again.json"], read);
        Assert.Equal(File.ReadAllBytes(directory["results.json"]), File.ReadAllBytes(directory["again.json"]));
    }

    [Fact]
    public void Fields_added_later_do_not_keep_a_file_from_being_read()
    {
        using var directory = new TemporaryFolder();
        ResultsFile.Write(directory["results.json"], Example());
        string text = File.ReadAllText(directory["results.json"]);
        File.WriteAllText(
            directory["results.json"],
            text.Replace("\"schema\": 1,", "\"schema\": 1, \"addedLater\": [1, 2],", StringComparison.Ordinal));
        Assert.Equal("glyphs", ResultsFile.Read(directory["results.json"]).Dataset);
    }

    [Fact]
    public void A_file_from_before_fields_were_added_is_read()
    {
        using var directory = new TemporaryFolder();
        ResultsFile.Write(directory["results.json"], Example());
        var document = JsonNode.Parse(File.ReadAllText(directory["results.json"]))!;
        Assert.True(document["indexes"]![0]!.AsObject().Remove("recalls"));
        foreach (string name in new[] { "asked", "fingerprints" }) Assert.True(document.AsObject().Remove(name));
        File.WriteAllText(directory["results.json"], document.ToJsonString());
        var read = ResultsFile.Read(directory["results.json"]);
        Assert.Empty(Assert.Single(read.Indexes).Recalls);
        Assert.Null(read.Asked);
        Assert.Null(read.Fingerprints);
    }

    [Theory]
    [InlineData("{ \"schema\": 1, \"dataset\": ")]
    [InlineData("{ \"schema\": 1 }")]
    [InlineData("null")]
    [InlineData("")]
    public void What_is_no_results_file_is_refused_by_name(string text)
    {
        using var directory = new TemporaryFolder();
        File.WriteAllText(directory["results.json"], text);
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => ResultsFile.Read(directory["results.json"]));
        Assert.Contains(directory["results.json"], exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stages")]
    [InlineData("evaluations")]
    public void A_list_with_a_gap_is_refused_by_name(string list)
    {
        using var directory = new TemporaryFolder();
        string path = directory["results.json"];
        ResultsFile.Write(path, Example());
        var document = JsonNode.Parse(File.ReadAllText(path))!;
        document[list]!.AsArray().Add(null);
        File.WriteAllText(path, document.ToJsonString());
        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => ResultsFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evaluations[1].dknn.accuracy", "7", "from 0 to 1")]
    [InlineData("evaluations[0].count", "-1", "0 or more")]
    [InlineData("evaluations[0].neighborCorrectness[0].histogram[3]", "-2", "0 or more")]
    [InlineData("ood[0].auroc", "-0.5", "from 0 to 1")]
    [InlineData("stages[1].seconds", "1e999", "a number")]
    [InlineData("split.train", "-1", "0 or more")]
    public void A_number_that_no_run_can_measure_is_refused_by_the_name_of_its_field(string field, string number, string range)
    {
        using var directory = new TemporaryFolder();
        string path = directory["results.json"];
        ResultsFile.Write(path, Example() with { Seed = -3, Seeds = Seeds.All(-3) });
        Assert.Equal(-3, ResultsFile.Read(path).Seed);
        var document = JsonNode.Parse(File.ReadAllText(path))!;
        var node = document;
        string[] names = field.Replace("[", ".[", StringComparison.Ordinal).Split('.');
        foreach (string name in names[..^1]) node = name[0] == '[' ? node[int.Parse(name[1..^1])]! : node[name]!;
        if (names[^1][0] == '[') node[int.Parse(names[^1][1..^1])] = JsonNode.Parse(number);
        else node[names[^1]] = JsonNode.Parse(number);
        File.WriteAllText(path, document.ToJsonString());
        string message = Assert.Throws<InvalidDataException>(() => ResultsFile.Read(path)).Message;
        Assert.StartsWith($"{path} is no results file ('{field}' is ", message, StringComparison.Ordinal);
        Assert.Contains($"must be {range}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_schema_is_refused_with_its_number()
    {
        using var directory = new TemporaryFolder();
        ResultsFile.Write(directory["results.json"], (Example() with { Schema = 2 }));
        Assert.Contains(
            "schema 2",
            Assert.Throws<InvalidDataException>(() => ResultsFile.Read(directory["results.json"])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_json_cannot_hold_leave_the_earlier_file()
    {
        using var directory = new TemporaryFolder();
        RunResults results = Example();
        ResultsFile.Write(directory["results.json"], results);
        byte[] before = File.ReadAllBytes(directory["results.json"]);
        Assert.ThrowsAny<Exception>(
            () => ResultsFile.Write(directory["results.json"],
                (results with { Stages = [new StageResult("train", double.NaN, Cached: false)] })));
        Assert.Equal(before, File.ReadAllBytes(directory["results.json"]));
        Assert.Equal(["results.json"], directory.FileNames());
    }

    private static void AssertContains(JsonElement published, JsonElement written, string path)
    {
        if (published.ValueKind == JsonValueKind.Null) return;
        Assert.True(published.ValueKind is JsonValueKind.False or JsonValueKind.True
            ? written.ValueKind is JsonValueKind.False or JsonValueKind.True
            : published.ValueKind == written.ValueKind, $"{path} is {written.ValueKind}, not {published.ValueKind}");
        if (published.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty property in published.EnumerateObject())
            {
                Assert.True(written.TryGetProperty(property.Name, out JsonElement value), $"{path}.{property.Name} is missing");
                AssertContains(property.Value, value, $"{path}.{property.Name}");
            }
        }
        if (published.ValueKind == JsonValueKind.Array && published.GetArrayLength() > 0)
        {
            AssertContains(published[0], written[0], $"{path}[0]");
        }
    }
}
