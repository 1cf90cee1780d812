using DkNN.Data;

namespace DkNN.EndToEnd.Tests;

/// <summary>A few digits, and one run over them from nothing to its end, for all tests of a class.</summary>
public sealed class WholeRun : IDisposable
{
    /// <summary>Name of the run's directory.</summary>
    public const string Run = "whole";

    /// <summary>Name of the digits' folder: one that markup must not swallow.</summary>
    public const string Dataset = "my slice [v2]";

    public WholeRun()
    {
        var digits = GlyphSet.Create(train: 600, test: 450);
        IdxDirectory.Write(new DataSet(Dataset, digits.Train, digits.Test), Folder[Dataset], compress: true);
        (int code, Output, Error) = Dknn.Run(Arguments("whole-cache", Run));
        Assert.True(code == 0, Error);
    }

    /// <summary>Data and runs.</summary>
    public TemporaryFolder Folder { get; } = new();

    /// <summary>What the run said.</summary>
    public string Output { get; }

    /// <summary>Its progress.</summary>
    public string Error { get; }

    /// <summary>A command over the same digits.</summary>
    public string[] Arguments(string cache, string run, string epochs = "2") =>
    [
        "run", "--dataset", Folder[Dataset], "--epochs", epochs, "--calibration", "200", "--neighbors", "20", "--epsilons", "0.2",
        "--cache", Folder[cache], "--out", Folder[run],
    ];

    public void Dispose() => Folder.Dispose();
}
