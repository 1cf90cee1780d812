using System.Security.Cryptography;

namespace DkNN.Data;

/// <summary>
/// An IDX file as read: its path, its header's bytes and the lengths in it, and one item for each of the first length, an image or what
/// stands for a label; and how many bytes of white space and zeros follow them.
/// </summary>
internal sealed record IdxContent(string Path, byte[] Header, int[] Dimensions, PixelStore Items, int Trailing)
{
    /// <summary>Number of labels or images.</summary>
    public int Count => Items.Count;

    /// <summary>
    /// The labels of a file of them, whatever their type: the first number of each, for QMNIST gives eight, of which the others tell writer
    /// and place.
    /// </summary>
    public int[] ToLabels()
    {
        IdxElement element = IdxElement.Of(Header[2])!.Value;
        int[] labels = new int[Count];
        for (int i = 0; i < labels.Length; i++) labels[i] = element.Read(Items.Item(i));
        return labels;
    }

    /// <summary>SHA-256 of the uncompressed file without what trails, in lower-case hexadecimal digits.</summary>
    public string Sha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Header);
        for (int item = 0; item < Count; item++) hash.AppendData(Items.Item(item));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
