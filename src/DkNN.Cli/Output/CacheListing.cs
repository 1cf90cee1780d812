using DkNN.Experiments;

namespace DkNN.Cli;

/// <summary>What <c>dknn cache list --json</c> writes.</summary>
/// <param name="Path">The cache's directory.</param>
/// <param name="Bytes">Size of all artefacts.</param>
/// <param name="Artefacts">The artefacts, last used first.</param>
internal sealed record CacheListing(string Path, long Bytes, IReadOnlyList<ArtefactEntry> Artefacts);
