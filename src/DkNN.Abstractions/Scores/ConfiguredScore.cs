using System.Collections.Immutable;

namespace DkNN;

/// <summary>A score plugin with its options fixed, ready to fit and open.</summary>
public sealed class ConfiguredScore
{
    private readonly Func<ScoreTraining, CancellationToken, ScoreState> _fit;
    private readonly Func<ScoreState, IScorer> _open;

    internal ConfiguredScore(
        string name,
        ImmutableSortedDictionary<string, string> options,
        ScoreNeeds needs,
        Predictor judges,
        Func<ScoreTraining, CancellationToken, ScoreState> fit,
        Func<ScoreState, IScorer> open)
    {
        (Name, Options, Needs, Judges, _fit, _open) = (name, options, needs, judges, fit, open);
    }

    /// <summary>Name of the plugin.</summary>
    public string Name { get; }

    /// <summary>The canonical text of every option.</summary>
    public ImmutableSortedDictionary<string, string> Options { get; }

    /// <summary>What it reads.</summary>
    public ScoreNeeds Needs { get; }

    /// <summary>Whose answer it judges.</summary>
    public Predictor Judges { get; }

    /// <summary>Learns; see <see cref="IScore{TOptions}.Fit"/>.</summary>
    /// <param name="data">Training and calibration images, as the network sees them.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="PluginFailedException">The plugin threw, or gave nothing.</exception>
    public ScoreState Fit(ScoreTraining data, CancellationToken cancellationToken = default) =>
        PluginCall.Run(FittedScore.Kind, Name, () => _fit(data, cancellationToken), cancellationToken);

    /// <summary>Makes ready to score images.</summary>
    /// <param name="state">What was learnt; valid as long as the result, and the caller's.</param>
    /// <exception cref="InvalidDataException">The state is not of this score.</exception>
    /// <exception cref="PluginFailedException">The plugin threw, or gave nothing.</exception>
    public FittedScore Open(ScoreState state) => new(Name, Needs, PluginCall.Run(FittedScore.Kind, Name, () => _open(state)));
}
