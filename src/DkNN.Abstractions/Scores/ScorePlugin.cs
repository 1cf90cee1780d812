using System.Collections.Immutable;

namespace DkNN;

/// <summary>A score plugin of any options type.</summary>
public abstract class ScorePlugin : Plugin
{
    private protected ScorePlugin(string name, string description, ImmutableArray<OptionInfo> options)
        : base(name, description, options)
    {
    }

    /// <inheritdoc/>
    public override PluginKind Kind => PluginKind.Score;

    /// <summary>Fixes the options.</summary>
    /// <param name="values">The options as text.</param>
    /// <exception cref="PluginOptionException">An option is unknown, malformed or out of range.</exception>
    /// <exception cref="PluginFailedException">The plugin's options throw.</exception>
    public abstract ConfiguredScore Configure(OptionValues values);

    /// <summary>Wraps a score; called by generated code.</summary>
    /// <typeparam name="TOptions">The score's options.</typeparam>
    /// <param name="name">Name of the plugin.</param>
    /// <param name="description">One line for the catalogue.</param>
    /// <param name="score">The plugin's score.</param>
    /// <param name="binder">Binds its options.</param>
    public static ScorePlugin Create<TOptions>(string name, string description, IScore<TOptions> score, IOptionsBinder<TOptions> binder)
        where TOptions : class, new() => new Typed<TOptions>(name, description, score, binder);

    private sealed class Typed<TOptions>(string name, string description, IScore<TOptions> score, IOptionsBinder<TOptions> binder)
        : ScorePlugin(name, description, binder.Options)
        where TOptions : class, new()
    {
        public override ConfiguredScore Configure(OptionValues values) => PluginCall.Run(FittedScore.Kind, Name, () =>
        {
            var options = binder.Bind(values);
            return new ConfiguredScore(
                Name,
                binder.Format(options),
                score.Needs(options),
                score.Judges(options),
                (data, token) => score.Fit(data, options, token),
                state => score.Open(state, options));
        });
    }
}
