namespace DkNN.Experiments;

/// <summary>The index that one layer gets.</summary>
/// <param name="Index">The index, with its options fixed.</param>
/// <param name="Content">SHA-256 of the index plugin's DLL, so that a new build of it makes new indexes.</param>
/// <param name="Why">Why it was chosen, as a sentence's end; empty where a person named it.</param>
public sealed record LayerIndexChoice(ConfiguredIndex Index, string Content, string Why);
