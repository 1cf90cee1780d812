using System.Text.Json;
using DkNN.Data;
using DkNN.Experiments;
using DkNN.Model;

namespace DkNN.EndToEnd.Tests;

public sealed class RunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RunTests()
    {
        var digits = GlyphSet.Create(train: 1_200, test: 450);
        IdxDirectory.Write(new DataSet("slice", digits.Train, digits.Test), _folder["slice"], compress: true);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_leaves_a_table_open_files_and_pictures()
    {
        var (code, output, error) = Dknn.Run(Arguments("cache", "run"));
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("credibility", output, StringComparison.Ordinal);
        string[] wanted =
        [
            "results.json", "predictions.csv", "calibration.csv", "weights.safetensors",
            "report.md", "accuracy.png", "adversarial-examples.png",
            "neighbor-correctness.png", "reliability-0.png", "reliability-0.2.png",
        ];
        Assert.Subset(Files("run").ToHashSet(), wanted.ToHashSet());

        // Every picture that the report shows is there.
        string report = File.ReadAllText(_folder["run", "report.md"]);
        foreach (string part in report.Split("](")[1..])
        {
            string link = part[..part.IndexOf(')', StringComparison.Ordinal)];
            Assert.True(link.StartsWith("http", StringComparison.Ordinal) || File.Exists(Path.Combine(_folder["run"], link)), link);
        }
    }

    [Fact]
    public void Results_have_the_fixed_names()
    {
        Dknn.Run(Arguments("cache", "run"));
        using var results = JsonDocument.Parse(File.ReadAllBytes(_folder["run", "results.json"]));
        var root = results.RootElement;
        foreach (string name in new[]
                 {
                     "schema", "dataset", "architecture", "layers", "index", "attack", "neighbors",
                     "seed", "split", "evaluations", "ood", "indexes", "stages", "peakMemoryBytes",
                 })
        {
            Assert.True(root.TryGetProperty(name, out _), name);
        }
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
        Assert.Equal(0, Dknn.Run(Arguments("whole-cache", "whole")).Code);

        InterruptAt("Training", Arguments("cache", "run"), program => program.Kill());
        InterruptAt("Evaluating clean", Arguments("cache", "run"), program => program.Kill());
        if (!OperatingSystem.IsWindows())
        {
            var (code, error) = InterruptAt("Training", Arguments("cache", "long", epochs: "500"), program => program.Interrupt());
            Assert.Equal(130, code);
            Assert.Contains("cancelled", error, StringComparison.Ordinal);
        }
        Assert.Equal(0, Dknn.Run(Arguments("cache", "run")).Code);
        foreach (string name in new[] { PredictionsFile.FileName, CalibrationFile.FileName, "weights.safetensors" })
        {
            Assert.True(File.ReadAllBytes(_folder["whole", name]).AsSpan().SequenceEqual(File.ReadAllBytes(_folder["run", name])), name);
        }
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

    private string[] Arguments(string cache, string run, string epochs = "2") =>
    [
        "run", "--dataset", _folder["slice"], "--epochs", epochs, "--calibration", "200", "--neighbors", "20", "--epsilons", "0.2",
        "--cache", _folder[cache], "--out", _folder[run],
    ];
}
