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

    /// <summary>Names that are right for a folder and wrong for an identifier, or for a plugin.</summary>
    [Fact]
    public void Any_name_of_a_folder_gives_a_solution_that_builds()
    {
        Make("dknn-attack", "2fgsm", "2fgsm", "my-2fgsm", "_2Fgsm");
        Make("dknn-index", "Acme.Pgd", "Acme.Pgd", "acme-pgd", "AcmePgd");
        Make("dknn-index", "my-index", "my-index", "my-index", "MyIndex");
        Make("dknn-index", "class", "class", "class", "Class");
        Make("dknn-index", "R&D é", "R_D é", "r-d", "RDÉ");
        Make("dknn-architecture", "my attack", "my attack", "my-attack", "MyAttack");

        // One build of all: a person would build each.
        File.WriteAllText(stranger["names", "all.proj"], """
            <Project>
              <ItemGroup><Solution Include="*/*.slnx" /></ItemGroup>
              <Target Name="Build">
                <MSBuild Projects="@(Solution)" Targets="Restore" Properties="Configuration=Release;Step=Restore" />
                <MSBuild Projects="@(Solution)" Targets="Build" Properties="Configuration=Release;Step=Build" />
              </Target>
            </Project>
            """);
        stranger.Require("dotnet", "build", stranger["names", "all.proj"]);
        Assert.Equal(6, Directory.GetFiles(stranger["names"], "*.Tests.dll", SearchOption.AllDirectories)
            .Count(file => file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal)));

        void Make(string template, string name, string project, string plugin, string identifier)
        {
            stranger.Require("dotnet", "new", template, "-n", name, "-o", stranger["names", name]);
            string source = File.ReadAllText(stranger["names", name, project, $"{project}.cs"]);
            Assert.Contains($"namespace {identifier};", source, StringComparison.Ordinal);
            Assert.Contains($"(\"{plugin}\",", source, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_plugin_of_an_older_framework_is_told_so_and_nothing_else()
    {
        stranger.New("dknn-index", "Older");
        string project = stranger["Older", "Older", "Older.csproj"];
        File.WriteAllText(project, File.ReadAllText(project).Replace("net10.0", "net9.0", StringComparison.Ordinal));
        var (code, output) = stranger.Try("dotnet", "build", project);
        Assert.NotEqual(0, code);
        Assert.Contains("error NU1202: Package DkNN.Abstractions", output, StringComparison.Ordinal);
        Assert.DoesNotContain("error CS", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plugin_keeps_a_library_newer_than_the_hosts_and_is_told_of_a_newer_contract()
    {
        stranger.New("dknn-index", "Newer");
        string project = stranger["Newer", "Newer", "Newer.csproj"], plain = File.ReadAllText(project);
        Build("System.Numerics.Tensors", "11.0.0");
        Assert.True(File.Exists(stranger["Newer", "Newer", "bin", "Release", "net10.0", "System.Numerics.Tensors.dll"]));
        stranger.Drop("newer-plugins/Newer", BuiltFiles("Newer"));
        Assert.Contains("newer", stranger.Dknn("plugins", "show", "newer", "--plugins", stranger["newer-plugins"]), StringComparison.Ordinal);
        var (code, output) = Build("Microsoft.Extensions.DependencyInjection.Abstractions", "11.0.0");
        Assert.NotEqual(0, code);
        Assert.Contains("error DKNN902", output, StringComparison.Ordinal);

        (int, string) Build(string package, string version)
        {
            string reference = $"<PackageReference Include=\"{package}\" Version=\"{version}\" /></ItemGroup>";
            File.WriteAllText(project, plain.Replace("</ItemGroup>", reference, StringComparison.Ordinal));
            return stranger.Try("dotnet", "build", project, "-c", "Release");
        }
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

        // Two builds that differ in one constant, one cache: what depends on it is computed anew, and nothing else.
        string source = stranger["QuickTrees", "QuickTrees", "QuickTrees.cs"], text = File.ReadAllText(source);
        File.WriteAllText(source, text.Replace("Math.Sqrt(rows.Count)", "Math.Sqrt(2 * rows.Count)", StringComparison.Ordinal));
        stranger.Require("dotnet", "build", stranger["QuickTrees", "QuickTrees"], "-c", "Release", "--no-restore");
        stranger.Drop("rebuilt-plugins", stranger["QuickTrees", "QuickTrees", "bin", "Release", "net10.0", "QuickTrees.dll"]);
        stranger.Run("rebuilt-plugins", "rebuilt-run", "--index", "quick-trees:probes=9");
        using var rebuilt = Results("rebuilt-run");
        Assert.Equal(["train", "extract", "attack"], rebuilt.RootElement.GetProperty("stages").EnumerateArray()
            .Where(stage => stage.GetProperty("cached").GetBoolean()).Select(stage => stage.GetProperty("name").GetString()));
    }

    [Fact]
    public void An_architecture_is_declared_trained_and_run_on_its_batch_norms_only()
    {
        stranger.New("dknn-architecture", "TinyNet");
        File.WriteAllText(stranger["TinyNet", "TinyNet", "Thousand.cs"], ThousandClasses.Architecture);
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
        string[] files = BuiltFiles(name);
        Assert.Equal([$"{name}.deps.json", $"{name}.dll", $"{name}.pdb", $"{name}.runtimeconfig.json"], files.Select(Path.GetFileName).Order());
        return files;
    }

    private string[] BuiltFiles(string name) =>
        Directory.GetFiles(stranger[name, name, "bin", "Release", "net10.0"], "*", SearchOption.AllDirectories);

    private JsonDocument Results(string run) => JsonDocument.Parse(File.ReadAllBytes(stranger[run, "results.json"]));
}
