using System.Text.Json;

namespace DkNN.Stories.Tests;

/// <summary>What a stranger does with the packages, the templates and the program, in a fresh directory.</summary>
public sealed class StoryTests(Stranger stranger) : IClassFixture<Stranger>
{
    [Fact]
    public void An_index_in_one_file_is_built_tested_dropped_in_and_used()
    {
        stranger.New("dknn-index", "QuickTrees");
        stranger.Require("dotnet", "test", "QuickTrees", "-c", "Release");
        stranger.Drop("index-plugins", stranger["QuickTrees", "QuickTrees", "bin", "Release", "net10.0", "QuickTrees.dll"]);
        string list = stranger.Dknn("plugins", "list", "--plugins", stranger["index-plugins"]);
        Assert.Contains("quick-trees", list, StringComparison.Ordinal);
        stranger.Run("index-plugins", "index-run", "--index", "quick-trees:probes=9");
        using var results = Results("index-run");
        var index = results.RootElement.GetProperty("index");
        Assert.Equal("quick-trees", index.GetProperty("name").GetString());
        Assert.Equal("9", index.GetProperty("options").GetProperty("probes").GetString());
        Assert.All(results.RootElement.GetProperty("indexes").EnumerateArray(), layer => Assert.InRange(layer.GetProperty("recallAtK").GetDouble(), 0.3, 1));
    }

    [Fact]
    public void An_architecture_is_declared_trained_and_run_on_its_batch_norms_only()
    {
        stranger.New("dknn-architecture", "TinyNet");
        stranger.Require("dotnet", "test", "TinyNet", "-c", "Release");
        // The strictest analysis that there is says nothing of the generated code either.
        stranger.Require(
            "dotnet", "build", stranger["TinyNet", "TinyNet"], "-c", "Debug", "-warnaserror",
            "-p:AnalysisLevel=latest-all", "-p:AnalysisMode=All", "-p:GenerateDocumentationFile=true");
        stranger.Drop("model-plugins", BuiltFolder("TinyNet"));
        Assert.Contains("tiny-net", stranger.Dknn("plugins", "list", "--plugins", stranger["model-plugins"]), StringComparison.Ordinal);
        stranger.Run("model-plugins", "model-run", "--architecture", "tiny-net", "--layers", "NormsOnly");
        using var results = Results("model-run");
        Assert.Equal(["Norm1", "Norm2"], results.RootElement.GetProperty("layers").EnumerateArray().Select(layer => layer.GetString()));
        double accuracy = results.RootElement.GetProperty("evaluations")[0].GetProperty("network").GetProperty("accuracy").GetDouble();
        Assert.True(accuracy > 0.5, $"After eight epochs the network reads {accuracy:P0} of the digits.");
    }

    [Fact]
    public void An_attack_is_built_tested_dropped_in_and_used()
    {
        stranger.New("dknn-attack", "LongWalk");
        stranger.Require("dotnet", "test", "LongWalk", "-c", "Release");
        stranger.Drop("attack-plugins", BuiltFolder("LongWalk"));
        Assert.Contains("long-walk", stranger.Dknn("plugins", "list", "--plugins", stranger["attack-plugins"]), StringComparison.Ordinal);
        stranger.Run("attack-plugins", "attack-run", "--attack", "long-walk:steps=3", "--layers", "DeepLayers");
        using var results = Results("attack-run");
        Assert.Equal("long-walk", results.RootElement.GetProperty("attack").GetProperty("name").GetString());
        Assert.InRange(results.RootElement.GetProperty("evaluations")[1].GetProperty("perturbation").GetProperty("linfMax").GetDouble(), 0.15, 0.2);
    }

    [Fact]
    public void A_pipelines_output_is_snapshot_tested()
    {
        stranger.CopySample("pipeline");
        stranger.Require("dotnet", "test", "pipeline", "-c", "Release");
        string snapshot = Assert.Single(Directory.GetFiles(stranger["pipeline", "__snapshots__"], "*.snap"));
        string text = File.ReadAllText(snapshot);
        Assert.Contains("\"architecture\": \"mnist-baseline\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain(stranger[""], text, StringComparison.Ordinal);

        // A build server only compares: the same again passes, and another accuracy does not.
        string[] again = ["dotnet", "test", "pipeline", "-c", "Release", "--no-build"];
        var (code, output) = stranger.TryWith("CI", "true", again);
        Assert.True(code == 0, output);
        File.WriteAllText(snapshot, text.Replace("\"seed\": 1", "\"seed\": 2", StringComparison.Ordinal));
        Assert.NotEqual(0, stranger.TryWith("CI", "true", again).Code);
    }

    /// <summary>What a build leaves in a plugin's folder: no contract, no TorchSharp and no libtorch among it.</summary>
    private string[] BuiltFolder(string name)
    {
        string[] files = Directory.GetFiles(stranger[name, name, "bin", "Release", "net10.0"], "*", SearchOption.AllDirectories);
        Assert.Equal([$"{name}.deps.json", $"{name}.dll", $"{name}.pdb", $"{name}.runtimeconfig.json"], files.Select(Path.GetFileName).Order());
        return files;
    }

    private JsonDocument Results(string run) => JsonDocument.Parse(File.ReadAllBytes(stranger[run, "results.json"]));
}
