namespace DkNN.Experiments;

/// <summary>A complete, verified artefact on disk.</summary>
/// <param name="Key">All that determined it.</param>
/// <param name="Directory">Where its files stand; they must not be changed.</param>
public sealed record Artefact(ArtefactKey Key, string Directory)
{
    /// <summary>The path of one of its files.</summary>
    /// <param name="name">File name.</param>
    public string File(string name) => Path.Combine(Directory, name);
}
