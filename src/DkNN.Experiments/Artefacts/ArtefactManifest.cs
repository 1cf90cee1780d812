namespace DkNN.Experiments;

/// <summary>What <c>artefact.json</c> says: the key in full, and each file's size and checksum.</summary>
/// <param name="Id">A random name, which tells the artefact from one made again in its place.</param>
/// <param name="Kind">What the artefact is.</param>
/// <param name="Key">All that determined it.</param>
/// <param name="About">What people call it.</param>
/// <param name="Files">Its files, in ordinal order of their names.</param>
internal sealed record ArtefactManifest(
    string Id,
    string Kind,
    IReadOnlyDictionary<string, string> Key,
    IReadOnlyDictionary<string, string> About,
    IReadOnlyList<ArtefactFile> Files);
