namespace DkNN.Experiments;

/// <summary>A score of an experiment.</summary>
/// <param name="Label">Its name in results and tables: the plugin's, and after a colon the options that are not the usual ones.</param>
/// <param name="Score">The score, with its options fixed.</param>
/// <param name="Content">SHA-256 of the plugin's DLL, so that a new build of it is fitted anew.</param>
public sealed record ScoreChoice(string Label, ConfiguredScore Score, string Content);
