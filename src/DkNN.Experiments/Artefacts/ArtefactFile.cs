using System.IO.Hashing;

namespace DkNN.Experiments;

/// <summary>One file of an artefact.</summary>
/// <param name="Name">File name.</param>
/// <param name="Bytes">Size.</param>
/// <param name="XxHash128">Checksum of the content, in lower-case hex.</param>
internal sealed record ArtefactFile(string Name, long Bytes, string XxHash128)
{
    /// <summary>Measures a file.</summary>
    public static ArtefactFile Of(FileInfo file) => new(file.Name, file.Length, Checksum(file.FullName));

    /// <summary>What is wrong with the file in a directory, or null.</summary>
    public string? DamageIn(string directory)
    {
        var found = new FileInfo(Path.Combine(directory, Name));
        if (!found.Exists) return $"{Name} is missing";
        if (found.Length != Bytes) return $"{Name} has {found.Length} bytes, not {Bytes}";
        return Checksum(found.FullName) == XxHash128 ? null : $"{Name} does not match its checksum";
    }

    private static string Checksum(string path)
    {
        var hash = new XxHash128();
        using var stream = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 20, FileOptions.SequentialScan);
        hash.Append(stream);
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}
