namespace DkNN.Experiments;

/// <summary>One file of an artefact.</summary>
/// <param name="Name">File name.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Checksum"><see cref="BlockChecksum"/> of the content.</param>
internal sealed record ArtefactFile(string Name, long Bytes, string Checksum)
{
    /// <summary>Measures a file.</summary>
    public static ArtefactFile Of(FileInfo file, CancellationToken cancellationToken) =>
        new(file.Name, file.Length, BlockChecksum.Of(file.FullName, cancellationToken));

    /// <summary>What is wrong with the file in a directory, or null.</summary>
    public string? DamageIn(string directory, CancellationToken cancellationToken)
    {
        var found = new FileInfo(Path.Combine(directory, Name));
        if (!found.Exists) return $"{Name} is missing";
        if (found.Length != Bytes) return $"{Name} has {found.Length} bytes, not {Bytes}";
        return VerifiedFiles.Match(found, Checksum, cancellationToken) ? null : $"{Name} does not match its checksum";
    }
}
