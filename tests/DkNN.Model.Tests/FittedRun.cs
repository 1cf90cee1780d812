using DkNN.Core;
using DkNN.Data;
using DkNN.Experiments;
using DkNN.Hosting;

namespace DkNN.Model.Tests;

/// <summary>One small run for all tests, with the model that it leaves.</summary>
public sealed class FittedRun : IDisposable
{
    private readonly SmallPipeline _pipeline = new();
    private readonly TemporaryFolder _folder = new();
    private readonly PluginCatalogue _plugins = PluginHost.Load(PluginHost.DefaultFolder);

    public FittedRun()
    {
        var options = _pipeline.Options with { Dataset = _pipeline.RealPath, Epsilons = [] };
        Outcome = _pipeline.Run(options, Folder);
        Data = new DataCatalogue().Open(_pipeline.RealPath);
        Rows = PredictionsFile.Read(Path.Combine(Folder, PredictionsFile.FileName));
    }

    public string Folder => _folder["run"];

    public RunOutcome Outcome { get; }

    public DataSet Data { get; }

    public IReadOnlyList<PredictionRow> Rows { get; }

    public string Temporary(string name) => _folder[name];

    public DkNNModel Open(string? folder = null) => DkNNModel.Open(folder ?? Folder, _plugins);

    /// <summary>The same network under other conventions.</summary>
    public (RunResults Results, IReadOnlyList<PredictionRow> Rows, string Folder) Under(string conventions, int limit)
    {
        string folder = _folder[$"under-{conventions.Replace(':', '_')}-{limit}"];
        var options = _pipeline.Options with
        {
            Dataset = _pipeline.RealPath, Epsilons = [], Conventions = Conventions.Parse(conventions), Limit = limit,
        };
        var outcome = _pipeline.Run(options, folder);
        return (outcome.Results, PredictionsFile.Read(Path.Combine(folder, PredictionsFile.FileName)), folder);
    }

    public void Dispose()
    {
        _plugins.Dispose();
        _folder.Dispose();
        _pipeline.Dispose();
    }
}
