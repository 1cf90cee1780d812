using System.Text.Json;
using DkNN.Experiments;
using DkNN.Model;

namespace DkNN.EndToEnd.Tests;

public sealed class RunTests(WholeRun whole) : IClassFixture<WholeRun>
{
    private readonly TemporaryFolder _folder = whole.Folder;

    [Fact]
    public void A_run_leaves_a_table_open_files_and_pictures()
    {
        Assert.Contains($"mnist-baseline on {WholeRun.Dataset}, auto index, fgsm\n", whole.Output, StringComparison.Ordinal);
        Assert.Contains($"\nReport and pictures: {_folder[WholeRun.Run, "report.md"]}\n", whole.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Training", whole.Output, StringComparison.Ordinal);
        Assert.Contains("\nEvaluating clean images", $"\n{whole.Error}", StringComparison.Ordinal);
        string[] wanted =
        [
            "results.json", "predictions.csv", "calibration.csv", "weights.safetensors",
            "report.md", "accuracy.png", "adversarial-examples.png",
            "neighbor-correctness.png", "reliability-0.png", "reliability-0.2.png",
        ];
        Assert.Subset(Files(WholeRun.Run).ToHashSet(), wanted.ToHashSet());

        // Every picture that the report shows is there.
        string report = File.ReadAllText(_folder[WholeRun.Run, "report.md"]);
        Assert.StartsWith("# DkNN on my slice \\[v2\\]: ", report, StringComparison.Ordinal);
        foreach (string part in report.Split("](")[1..])
        {
            string link = part[..part.IndexOf(')', StringComparison.Ordinal)];
            Assert.True(link.StartsWith("http", StringComparison.Ordinal) || File.Exists(Path.Combine(_folder[WholeRun.Run], link)), link);
        }
    }

    [Fact]
    public void Results_have_the_fixed_names()
    {
        using var results = JsonDocument.Parse(File.ReadAllBytes(_folder[WholeRun.Run, "results.json"]));
        var root = results.RootElement;
        foreach (string name in new[]
                 {
                     "schema", "dataset", "architecture", "layers", "index", "attack", "neighbors",
                     "seed", "split", "evaluations", "ood", "indexes", "stages", "peakMemoryBytes",
                 })
        {
            Assert.True(root.TryGetProperty(name, out _), name);
        }
        string command = root.GetProperty("asked").GetProperty("commandLine").GetString()!;
        Assert.StartsWith($"dknn run --dataset '{_folder[WholeRun.Dataset]}' --epochs 2 ", command, StringComparison.Ordinal);
        Assert.Equal(2, root.GetProperty("asked").GetProperty("training").GetProperty("epochs").GetInt32());
        Assert.Equal(64, root.GetProperty("fingerprints").GetProperty("train").GetString()!.Length);
        var evaluation = root.GetProperty("evaluations")[1];
        Assert.Equal(0.2, evaluation.GetProperty("epsilon").GetDouble());
        Assert.Equal(250, evaluation.GetProperty("count").GetInt32());
        foreach (string path in new[]
                 {
                     "network.accuracy", "network.meanConfidence", "network.reliability",
                     "dknn.accuracy", "dknn.meanCredibility", "dknn.meanConfidence", "dknn.missingNeighbors",
                     "perturbation.linfMax", "perturbation.l2Mean", "perturbation.l0Mean",
                     "detection.auroc", "detection.aupr", "detection.fprAt95Tpr",
                 })
        {
            Assert.True(evaluation.GetProperty(path.Split('.')[0]).TryGetProperty(path.Split('.')[1], out _), path);
        }
    }

    /// <summary>Killed without warning while training and while evaluating, and stopped by Ctrl-C in a training that would take long.</summary>
    [Fact]
    public void An_interrupted_run_goes_on_to_the_same_files()
    {
        InterruptAt("Training", whole.Arguments("cache", "run"), program => program.Kill());
        InterruptAt("Evaluating clean", whole.Arguments("cache", "run"), program => program.Kill());
        if (!OperatingSystem.IsWindows())
        {
            var (code, error) = InterruptAt("Training", whole.Arguments("cache", "long", epochs: "500"), program =>
            {
                // Meanwhile nobody else writes into its directory.
                var (refused, _, why) = Dknn.Run(whole.Arguments("cache", "long"));
                Assert.Equal(2, refused);
                Assert.Contains("another run is writing into this directory", why, StringComparison.Ordinal);
                program.Interrupt();
            });
            Assert.Equal(130, code);
            Assert.Contains("cancelled", error, StringComparison.Ordinal);
        }
        var (finished, output, _) = Dknn.Run([.. whole.Arguments("cache", "run"), "--json"]);
        Assert.Equal(0, finished);
        Assert.Equal(File.ReadAllText(_folder["run", "results.json"]), output);
        foreach (string name in new[] { PredictionsFile.FileName, CalibrationFile.FileName, "weights.safetensors" })
        {
            Assert.True(File.ReadAllBytes(_folder[WholeRun.Run, name]).AsSpan().SequenceEqual(File.ReadAllBytes(_folder["run", name])), name);
        }
    }

    /// <summary>The network is trained already, so that only the plugin's part is done.</summary>
    [Theory]
    [InlineData("index", "faulty:fault=Throws", "failed: Odd rows (KeyNotFoundException in FaultyIndexFactory.Build).")]
    [InlineData("index", "faulty:fault=SearchThrows", "failed: Odd queries (KeyNotFoundException in FaultyIndex.Search).")]
    [InlineData("index", "faulty:fault=OptionsThrow", "failed: Odd options (ArgumentOutOfRangeException in FaultyOptions.set_Fault).")]
    [InlineData("attack", "faulty", "failed: Odd images (KeyNotFoundException in FaultyAttack.Perturb).")]
    public void A_plugin_that_fails_is_named_in_a_line(string kind, string plugin, string fault)
    {
        var (code, _, error) = Dknn.Run(
            [.. whole.Arguments("whole-cache", "faulty"), $"--{kind}", plugin, "--plugins", Dknn.FaultyPlugins]);
        Assert.Equal(1, code);
        Assert.EndsWith(
            $"\ndknn: The {kind} plugin 'faulty' {fault} Tell its author, or choose another with --{kind}. "
            + "DKNN_STACK_TRACE=1 shows where it failed.\n",
            $"\n{error}", StringComparison.Ordinal);
    }

    private static (int Code, string Error) InterruptAt(string line, string[] arguments, Action<Dknn> interrupt)
    {
        using var program = Dknn.Start(arguments);
        program.WaitForLine(line);
        interrupt(program);
        return (program.Wait(), program.Error);
    }

    private IEnumerable<string> Files(string run) =>
        Directory.EnumerateFiles(_folder[run], "*", SearchOption.AllDirectories).Select(path => Path.GetFileName(path));
}
