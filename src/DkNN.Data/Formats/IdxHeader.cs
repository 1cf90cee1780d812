using System.Buffers.Binary;

namespace DkNN.Data;

/// <summary>The head of an IDX file: magic number and lengths.</summary>
internal sealed record IdxHeader(byte[] Bytes, int[] Dimensions)
{
    /// <summary>What to do about a file that is damaged.</summary>
    public const string Refetch = "Download or copy the file again.";

    /// <summary>Number of images or labels.</summary>
    public int Count => Dimensions[0];

    /// <summary>Bytes of each.</summary>
    public int ItemBytes => Dimensions[1..].Aggregate(IdxElement.Of(Bytes[2])!.Value.Bytes, (bytes, length) => bytes * length);

    /// <summary>Reads and checks the head of a file.</summary>
    /// <exception cref="DataFormatException">It is none of an IDX file of this kind, or claims items larger than can be held.</exception>
    public static IdxHeader Read(string path, Stream stream, IdxKind expected)
    {
        byte[] magic = new byte[4];
        int read = stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        if (read > 2 && (magic[0] != 0 || magic[1] != 0))
        {
            (string what, string mend) = ForeignContent.Describe(magic);
            throw new DataFormatException(path, $"This is no IDX file{what}: it starts with {Hex(magic)}.", mend);
        }
        if (read < magic.Length) throw Short(path);
        CheckElement(path, magic, expected);
        CheckKind(path, magic, expected);

        byte[] header = new byte[4 + (magic[3] * sizeof(int))];
        magic.CopyTo(header, 0);
        if (stream.ReadAtLeast(header.AsSpan(4), header.Length - 4, throwOnEndOfStream: false) < header.Length - 4) throw Short(path);

        int[] dimensions = new int[magic[3]];
        for (int i = 0; i < dimensions.Length; i++)
        {
            dimensions[i] = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4 + (i * sizeof(int))));
            if (dimensions[i] < 1)
            {
                throw new DataFormatException(
                    path, $"Dimension {i + 1} is {(uint)dimensions[i]}; it must be from 1 to {int.MaxValue}.", Refetch);
            }
        }
        CheckItem(path, magic, dimensions);
        return new(header, dimensions);
    }

    private static void CheckElement(string path, byte[] magic, IdxKind expected)
    {
        if (magic[2] == IdxElement.UnsignedByte.Code || (expected == IdxKind.Labels && IdxElement.Of(magic[2]) is not null)) return;
        throw new DataFormatException(
            path,
            $"The element type is 0x{magic[2]:x2}; images are unsigned bytes (0x08), labels these or whole numbers (0x09, 0x0b, 0x0c).",
            "Convert the file to unsigned bytes.");
    }

    private static void CheckKind(string path, byte[] magic, IdxKind expected)
    {
        // Two dimensions of bytes are no labels that anybody publishes; of wider numbers they are QMNIST's.
        IdxKind? found = magic[3] switch
        {
            1 => IdxKind.Labels,
            2 when magic[2] != IdxElement.UnsignedByte.Code => IdxKind.Labels,
            3 or 4 => IdxKind.Images,
            _ => null,
        };
        if (found == expected) return;
        if (found is null)
        {
            throw new DataFormatException(
                path, $"It has {magic[3]} dimensions; labels have 1, grey images 3, colour images 4.", "Give a file of labels or images.");
        }
        throw new DataFormatException(
            path,
            $"It holds {Name(found.Value)} (magic {Hex(magic)}) where {Name(expected)} are expected.",
            "The images and the labels are probably swapped: exchange their file names.");
    }

    private static void CheckItem(string path, byte[] magic, int[] dimensions)
    {
        // Each factor is below 2³¹, so the product is checked before it can pass 2⁶².
        long bytes = IdxElement.Of(magic[2])!.Value.Bytes;
        foreach (int dimension in dimensions[1..])
        {
            bytes *= dimension;
            if (bytes > Array.MaxLength)
            {
                throw new DataFormatException(
                    path,
                    $"The header claims {string.Join(" x ", dimensions)}: an item is more than the {Array.MaxLength} bytes that can be held.",
                    Refetch);
            }
        }
    }

    private static DataFormatException Short(string path) => new(path, "The file ends within its header.", Refetch);

    private static string Name(IdxKind kind) => kind == IdxKind.Labels ? "labels" : "images";

    private static string Hex(byte[] magic) => $"0x{Convert.ToHexStringLower(magic)}";
}
