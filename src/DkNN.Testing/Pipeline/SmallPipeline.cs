using DkNN.Data;
using DkNN.Experiments;
using DkNN.Hosting;

namespace DkNN.Testing;

/// <summary>The whole pipeline on a few images, in seconds, in this process, which needs libtorch and a folder of plugins.</summary>
public sealed class SmallPipeline : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PluginCatalogue _plugins;

    /// <summary>Loads plugins and draws 1,200 training and 450 test digits.</summary>
    /// <param name="pluginFolders">
    /// Folders of plugins, besides <see cref="PluginHost.DefaultFolder"/> where that exists.
    /// </param>
    /// <exception cref="InvalidOperationException">A plugin of these folders was refused; the message says why.</exception>
    public SmallPipeline(params IEnumerable<string> pluginFolders)
    {
        ArgumentNullException.ThrowIfNull(pluginFolders);
        string[] own = Directory.Exists(PluginHost.DefaultFolder) ? [PluginHost.DefaultFolder] : [];
        _plugins = PluginHost.Load([.. own, .. pluginFolders]);
        if (!_plugins.Failures.IsEmpty) throw new InvalidOperationException(string.Join('\n', _plugins.Failures));
        GlyphsPath = Slice(GlyphSet.Create(train: 1_200, test: 450), "glyph-slice");
        var catalogue = new DataCatalogue();
        RealPath = catalogue.Find("mnist") is null ? GlyphsPath : Slice(catalogue.Open("mnist"), "mnist-slice");
    }

    /// <summary>A directory with synthetic digits.</summary>
    public string GlyphsPath { get; }

    /// <summary>A directory with as many real digits, where <c>DKNN_DATA</c> holds MNIST; the synthetic ones otherwise.</summary>
    public string RealPath { get; }

    /// <summary>Options for so few images: four epochs, 20 neighbours, 200 calibration images and two budgets.</summary>
    public ExperimentOptions Options => new()
    {
        Dataset = GlyphsPath,
        Epochs = 4,
        Epsilons = [0.1, 0.3],
        Neighbors = 20,
        Calibration = 200,
        Seeds = Seeds.All(1),
    };

    /// <summary>Settles which plugins and data the options mean.</summary>
    /// <param name="options">The options.</param>
    public ExperimentPlan Plan(ExperimentOptions options) =>
        new ExperimentPlanner(_plugins, new DataCatalogue()).Resolve(options, CancellationToken.None);

    /// <summary>Runs an experiment.</summary>
    /// <param name="options">The options.</param>
    /// <param name="output">The run's directory, which is made.</param>
    /// <param name="cache">The cache of artefacts; a folder of this object's own, shared by its runs, unless given.</param>
    /// <param name="progress">Told of stages and warnings; silent unless given.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    public RunOutcome Run(
        ExperimentOptions options,
        string output,
        string? cache = null,
        IRunProgress? progress = null,
        CancellationToken cancellationToken = default)
    {
        progress ??= new SilentProgress();
        using var runner = new StageRunner(new ArtefactCache(cache ?? _folder["cache"], progress.Warn), progress, cancellationToken);
        return new Experiment(Plan(options), runner).Run(output);
    }

    /// <summary>Deletes data and cache.</summary>
    public void Dispose() => _folder.Dispose();

    /// <summary>An IDX directory under a name of its own, since the published names stand for the published content.</summary>
    private string Slice(DataSet data, string name)
    {
        string path = _folder[name];
        IdxDirectory.Write(new DataSet(name, data.Train.Select(First(1_200)), data.Test.Select(First(450))), path);
        return path;

        static int[] First(int count) => [.. Enumerable.Range(0, count)];
    }
}
