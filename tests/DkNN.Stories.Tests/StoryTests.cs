using System.Text.Json;
using DkNN.Data;
using DkNN.Experiments;

namespace DkNN.Stories.Tests;

/// <summary>What a stranger does with the packages, the templates and the program, in a fresh directory.</summary>
[Collection(StrangerGroup.Name)]
public sealed class StoryTests(Stranger stranger)
{
    /// <summary>The fixture made it with README's own lines, and its tests passed.</summary>
    [Fact]
    public void What_the_README_makes_stands_beside_the_repository() =>
        Assert.True(File.Exists(stranger["MyIndex", "MyIndex", "bin", "Debug", "net10.0", "MyIndex.dll"]));

    [Fact]
    public void Any_name_of_a_folder_gives_a_solution_that_builds() => Assert.All(Workshop.Solutions, solution =>
    {
        string source = File.ReadAllText(stranger.Workshop.Source(solution));
        Assert.Contains($"namespace {solution.Identifier};", source, StringComparison.Ordinal);
        Assert.Contains($"(\"{solution.Plugin}\",", source, StringComparison.Ordinal);
        Assert.True(File.Exists(stranger.Workshop.Tests(solution)));
    });

    [Fact]
    public void A_plugin_of_an_older_framework_is_told_so_and_nothing_else()
    {
        string project = stranger.CopyIndex("older");
        File.WriteAllText(project, File.ReadAllText(project).Replace("net10.0", "net9.0", StringComparison.Ordinal));
        var (code, output) = stranger.Try("dotnet", "build", project);
        Assert.NotEqual(0, code);
        Assert.Contains("error NU1202: Package DkNN.Abstractions", output, StringComparison.Ordinal);
        Assert.DoesNotContain("error CS", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plugin_keeps_a_library_newer_than_the_hosts()
    {
        string[] files = stranger.Workshop.BuiltFiles(Workshop.NewerLibrary);
        Assert.Contains("System.Numerics.Tensors.dll", files.Select(Path.GetFileName));
        stranger.Drop("newer-plugins/Newer", files);
        string plugin = Workshop.NewerLibrary.Plugin;
        Assert.Contains(plugin, stranger.Dknn("plugins", "show", plugin, "--plugins", stranger["newer-plugins"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plugin_is_told_of_a_newer_contract()
    {
        string project = stranger.CopyIndex("newer");
        Stranger.AddPackage(project, "Microsoft.Extensions.DependencyInjection.Abstractions", "11.0.0");
        var (code, output) = stranger.Try("dotnet", "build", project);
        Assert.NotEqual(0, code);
        Assert.Contains("error DKNN902", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_runs_from_bin_runs_from_the_published_folder()
    {
        stranger.Publish("published");
        Assert.Equal(Stranger.BuiltProgram(), stranger.Files("published"));
        string doctor = stranger.Require(stranger["published", OperatingSystem.IsWindows() ? "dknn.exe" : "dknn"], "doctor");
        Assert.Contains("1 + 1 = 2", doctor, StringComparison.Ordinal);
        stranger.RunWith(
            [stranger["published", OperatingSystem.IsWindows() ? "dknn.exe" : "dknn"]], "published-run", "--epochs", "1");
        Assert.True(File.Exists(stranger["published-run", "results.json"]));
    }

    [Fact]
    public void A_single_file_is_refused_before_anything_is_built()
    {
        var (code, output) = stranger.TryPublish("single", "-p:PublishSingleFile=true");
        Assert.NotEqual(0, code);
        Assert.Contains("error DKNN901: DkNN.Cli cannot be published with PublishSingleFile", output, StringComparison.Ordinal);
    }

    /// <summary>README's own, tested already.</summary>
    [Fact]
    public void An_index_in_one_file_is_dropped_in_used_and_rebuilt()
    {
        string project = stranger["MyIndex", "MyIndex"], built = Path.Combine(project, "bin", "Debug", "net10.0", "MyIndex.dll");
        stranger.Drop("index-plugins", built);
        string list = stranger.Dknn("plugins", "list", "--plugins", stranger["index-plugins"]);
        Assert.Contains("my-index", list, StringComparison.Ordinal);
        stranger.Run("index-plugins", "index-run", "--index", "my-index:probes=9");
        using var results = Results("index-run");
        var index = results.RootElement.GetProperty("index");
        Assert.Equal("my-index", index.GetProperty("name").GetString());
        Assert.Equal("9", index.GetProperty("options").GetProperty("probes").GetString());
        Assert.All(results.RootElement.GetProperty("indexes").EnumerateArray(), layer => Assert.InRange(layer.GetProperty("recallAtK").GetDouble(), 0.3, 1));

        // Two builds that differ in one constant, one cache: what depends on it is computed anew, and nothing else.
        string source = Path.Combine(project, "MyIndex.cs"), text = File.ReadAllText(source);
        File.WriteAllText(source, text.Replace("Math.Sqrt(rows.Count)", "Math.Sqrt(2 * rows.Count)", StringComparison.Ordinal));
        stranger.Require("dotnet", "build", project, "--no-restore");
        stranger.Drop("rebuilt-plugins", built);
        stranger.Run("rebuilt-plugins", "rebuilt-run", "--index", "my-index:probes=9");
        using var rebuilt = Results("rebuilt-run");
        Assert.Equal(["train", "extract", "attack"], rebuilt.RootElement.GetProperty("stages").EnumerateArray()
            .Where(stage => stage.GetProperty("cached").GetBoolean()).Select(stage => stage.GetProperty("name").GetString()));
    }

    [Fact]
    public void An_architecture_is_declared_trained_and_run_on_its_batch_norms_only()
    {
        var (solution, plugin) = (Workshop.Architecture, Workshop.Architecture.Plugin);
        stranger.Test(stranger.Workshop.Tests(solution));
        stranger.Drop("model-plugins", BuiltFolder(solution));
        Assert.Contains(plugin, stranger.Dknn("plugins", "list", "--plugins", stranger["model-plugins"]), StringComparison.Ordinal);
        stranger.RunWith(
            Stranger.BuiltCommand, "model-run", "--plugins", stranger["model-plugins"], "--epochs", "8", "--architecture", plugin, "--layers", "NormsOnly");
        using var results = Results("model-run");
        Assert.Equal(["Norm1", "Norm2"], results.RootElement.GetProperty("layers").EnumerateArray().Select(layer => layer.GetString()));
        double accuracy = results.RootElement.GetProperty("evaluations")[0].GetProperty("network").GetProperty("accuracy").GetDouble();
        Assert.True(accuracy > 0.5, $"After eight epochs the network reads {accuracy:P0} of the digits.");
        RequireAThousandClasses();
    }

    /// <summary>A plugin of a thousand classes goes from training to an explanation, and the classes keep their names.</summary>
    private void RequireAThousandClasses()
    {
        ThousandClasses.Write(stranger["patterns"]);
        stranger.Dknn(
            "run", "--plugins", stranger["model-plugins"], "--dataset", stranger["patterns"], "--architecture", "thousand", "--epochs", "8",
            "--batch", "50", "--calibration", "500", "-k", "2", "--epsilons", "0.1", "--limit", "100",
            "--cache", stranger["cache"], "--out", stranger["thousand-run"]);
        var rows = PredictionsFile.Read(stranger["thousand-run", PredictionsFile.FileName]);
        Assert.All(rows, row => Assert.Equal((ThousandClasses.Count, ThousandClasses.Count), (row.Alpha.Count, row.PValues.Count)));
        double right = rows.Where(row => row.Epsilon == 0).Average(row => row.DknnPrediction == row.Label ? 1 : 0);
        Assert.True(right > 0.9, $"The neighbours tell {right:P0} of a thousand patterns.");

        var row = rows[0];
        string picture = stranger["pattern.png"];
        var images = new DataCatalogue().Open(stranger["patterns"]).Test;
        PictureWriter.WritePng(picture, images.Shape, images.Pixels(row.Id));
        string[] model = ["--model", stranger["thousand-run"], "--plugins", stranger["model-plugins"]];
        string name = ThousandClasses.Name(row.DknnPrediction);
        Assert.Contains(name, stranger.Dknn(["classify", picture, .. model]), StringComparison.Ordinal);
        stranger.Dknn(["explain", picture, "--out", stranger["thousand-page"], .. model]);
        string page = File.ReadAllText(stranger["thousand-page", "pattern", "explanation.html"]);
        Assert.Contains(name, page, StringComparison.Ordinal);
        Assert.Contains("the likeliest 50 of 1,000 classes", page, StringComparison.Ordinal);
    }

    [Fact]
    public void An_attack_and_a_score_are_built_tested_dropped_in_and_used()
    {
        var (solution, plugin) = (Workshop.Attack, Workshop.Attack.Plugin);
        stranger.Test(stranger.Workshop.Tests(solution));
        stranger.Test(stranger.Workshop.Tests(Workshop.Score));
        stranger.Drop("attack-plugins", [.. BuiltFolder(solution), .. BuiltFolder(Workshop.Score)]);
        Assert.Contains(plugin, stranger.Dknn("plugins", "list", "--plugins", stranger["attack-plugins"]), StringComparison.Ordinal);
        stranger.Run("attack-plugins", "attack-run", "--attack", $"{plugin}:steps=3", "--layers", "DeepLayers");
        using var results = Results("attack-run");
        Assert.Equal(plugin, results.RootElement.GetProperty("attack").GetProperty("name").GetString());
        var attacked = results.RootElement.GetProperty("evaluations")[1];
        Assert.InRange(attacked.GetProperty("perturbation").GetProperty("linfMax").GetDouble(), 0.15, 0.2);
        // Nobody named the score: it was found, and stands in every table.
        string score = Workshop.Score.Plugin;
        Assert.Contains(score, attacked.GetProperty("scores").EnumerateArray().Select(one => one.GetProperty("name").GetString()));
        Assert.Contains($"| {score} | ", File.ReadAllText(stranger["attack-run", "report.md"]), StringComparison.Ordinal);
        Assert.Contains(score, File.ReadLines(stranger["attack-run", "scores.csv"]).First(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipelines_output_is_snapshot_tested()
    {
        string[] test = ["dotnet", "test", stranger.Workshop.PipelineTests];
        stranger.Require(test);
        string snapshot = Assert.Single(Directory.GetFiles(Path.Combine(stranger.Workshop.Pipeline, "__snapshots__"), "*.snap"));
        string text = File.ReadAllText(snapshot);
        Assert.Contains("\"architecture\": \"mnist-baseline\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain(stranger[""], text, StringComparison.Ordinal);

        // A build server only compares: the same again passes, and another accuracy does not.
        var (code, output) = stranger.TryWith("CI", "true", test);
        Assert.True(code == 0, output);
        File.WriteAllText(snapshot, text.Replace("\"seed\": 1", "\"seed\": 2", StringComparison.Ordinal));
        Assert.NotEqual(0, stranger.TryWith("CI", "true", test).Code);
    }

    /// <summary>What a build leaves in a plugin's folder: no contract, no TorchSharp and no libtorch among it.</summary>
    private string[] BuiltFolder(PluginSolution solution)
    {
        string name = solution.Project;
        string[] files = stranger.Workshop.BuiltFiles(solution);
        Assert.Equal([$"{name}.deps.json", $"{name}.dll", $"{name}.pdb", $"{name}.runtimeconfig.json"], files.Select(Path.GetFileName).Order());
        return files;
    }

    private JsonDocument Results(string run) => JsonDocument.Parse(File.ReadAllBytes(stranger[run, "results.json"]));
}
