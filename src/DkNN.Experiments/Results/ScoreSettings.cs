namespace DkNN.Experiments;

/// <summary>A score of a run.</summary>
/// <param name="Name">Its name in tables: the plugin's, and after a colon the options that are not the usual ones.</param>
/// <param name="Plugin">Name of the plugin.</param>
/// <param name="Options">The canonical text of every option.</param>
/// <param name="Judges">Whose answer it judges: "network" or "dknn".</param>
public sealed record ScoreSettings(string Name, string Plugin, IReadOnlyDictionary<string, string> Options, string Judges)
{
    internal static ScoreSettings Of(ScoreChoice choice) =>
        new(choice.Label, choice.Score.Name, choice.Score.Options, choice.Score.Judges.ToString().ToLowerInvariant());
}
