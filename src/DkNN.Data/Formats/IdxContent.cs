using System.Security.Cryptography;

namespace DkNN.Data;

/// <summary>An IDX file as read: its path, its header's bytes and the lengths in it, and the elements.</summary>
internal sealed record IdxContent(string Path, byte[] Header, int[] Dimensions, byte[] Elements)
{
    /// <summary>Number of labels or images.</summary>
    public int Count => Dimensions[0];

    /// <summary>The elements of a file of labels as numbers, whatever their type.</summary>
    public int[] ToLabels()
    {
        IdxElement element = IdxElement.Of(Header[2])!.Value;
        int[] labels = new int[Elements.Length / element.Bytes];
        for (int i = 0; i < labels.Length; i++) labels[i] = element.Read(Elements.AsSpan(i * element.Bytes));
        return labels;
    }

    /// <summary>SHA-256 of the uncompressed file, in lower-case hexadecimal digits.</summary>
    public string Sha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Header);
        hash.AppendData(Elements);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
