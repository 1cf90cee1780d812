namespace DkNN.Experiments;

/// <summary>What <c>artefact.json</c> says: the key in full, and each file's size and checksum.</summary>
/// <param name="Kind">What the artefact is.</param>
/// <param name="Key">All that determined it.</param>
/// <param name="Files">Its files, in ordinal order of their names.</param>
internal sealed record ArtefactManifest(string Kind, IReadOnlyDictionary<string, string> Key, IReadOnlyList<ArtefactFile> Files);
