using System.Collections.Immutable;
using DkNN.Hosting;

namespace DkNN.Experiments;

/// <summary>Resolves the scores of an experiment.</summary>
/// <param name="plugins">The plugins.</param>
internal sealed class ScorePlanner(PluginCatalogue plugins)
{
    /// <summary>The scores.</summary>
    /// <param name="asked">Those asked for; null for every one that suits the network.</param>
    /// <param name="architecture">The network's architecture.</param>
    /// <exception cref="ExperimentException">A score is asked for that does not suit the network, or twice.</exception>
    /// <exception cref="PluginUnavailableException">A plugin is unknown or failed to load.</exception>
    /// <exception cref="PluginOptionException">An option of a plugin is unknown, malformed or out of range.</exception>
    public ImmutableArray<ScoreChoice> Choose(ImmutableArray<PluginChoice>? asked, ArchitectureInfo architecture)
    {
        if (asked is null)
        {
            return [.. plugins.Scores.Select(loaded => Choose(new PluginChoice(loaded.Plugin.Name, ""))).Where(score => Suits(score, architecture))];
        }
        ImmutableArray<ScoreChoice> chosen = [.. asked.Value.Select(Choose)];
        if (chosen.FirstOrDefault(score => !Suits(score, architecture)) is { } strange)
        {
            throw new ExperimentException(
                $"--score: '{strange.Score.Name}' reads what the last dense layer reads, but '{architecture.Name}' does not end in one"
                + " (or was built against contract 1.3); leave the score out.");
        }
        if (chosen.GroupBy(score => score.Label).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new ExperimentException($"--score: '{twice.Key}' is given twice; keep one.");
        }
        return chosen;
    }

    private static bool Suits(ScoreChoice score, ArchitectureInfo architecture) =>
        architecture.Head is not null || !score.Score.Needs.HasFlag(ScoreNeeds.Features);

    private ScoreChoice Choose(PluginChoice choice)
    {
        var loaded = plugins.Score(choice.Name);
        var usual = loaded.Plugin.Configure(OptionValues.None(choice.Name)).Options;
        var score = loaded.Plugin.Configure(choice.Values());
        string[] others = [.. score.Options.Where(option => usual[option.Key] != option.Value).Select(option => $"{option.Key}={option.Value}")];
        return new ScoreChoice(others.Length == 0 ? score.Name : $"{score.Name}:{string.Join(',', others)}", score, loaded.Source.Sha256);
    }
}
