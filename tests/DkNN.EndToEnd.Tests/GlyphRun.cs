using DkNN.Data;
using DkNN.Experiments;

namespace DkNN.EndToEnd.Tests;

/// <summary>One run on the built-in digits, as short as can be, for all tests that look at one.</summary>
public sealed class GlyphRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public GlyphRun()
    {
        (Code, Output, Error) = Dknn.Run(
            "run", "--epochs", "1", "--calibration", "200", "-k", "20", "--epsilons", "0.2", "--limit", "100",
            "--cache", _folder["cache"], "--out", Folder);
    }

    public int Code { get; }

    public string Output { get; }

    public string Error { get; }

    /// <summary>The run's directory.</summary>
    public string Folder => _folder["run"];

    /// <summary>The digits that it read.</summary>
    public DataSet Data { get; } = GlyphSet.Create();

    /// <summary>What it said of the clean test images.</summary>
    public IReadOnlyList<PredictionRow> Rows =>
        [.. PredictionsFile.Read(Path.Combine(Folder, PredictionsFile.FileName)).Where(row => row.Epsilon == 0)];

    /// <summary>A path beside the run.</summary>
    public string this[params string[] parts] => _folder[parts];

    public void Dispose() => _folder.Dispose();
}
