using System.Buffers.Binary;

namespace DkNN.Testing;

/// <summary>Makes damaged and hostile copies of a saved index, each by its number alone.</summary>
/// <param name="whole">The file as it was saved.</param>
/// <param name="rows">Number of rows indexed: the numbers about it are those that are worst.</param>
internal sealed class HostileMutation(byte[] whole, int rows)
{
    /// <summary>Header fields: the version, the number of sections, then offsets and lengths.</summary>
    private const int VersionAt = 16;
    private const int CountAt = 20;
    private const int FirstEntry = 64;
    private const int EntryBytes = 48;
    private const int HeaderFields = 1_024;
    private const int EntryOffset = 16;

    /// <summary>Of so many hostile files one is too large to be checked while it is loaded.</summary>
    private const int LargeShare = 256;
    private const int LargeBytes = (1 << 20) + 1;

    private static readonly string[] OtherKinds =
    [
        "index/exact/2", "index/projected/1", "index/hnsw/2", "index/nndescent/1", "index/rpforest/1", "index/lsh/1", "", "index/hnsw/3",
    ];

    private readonly SectionImage? _image = SectionImage.Of(whole);

    /// <summary>Makes a copy.</summary>
    /// <param name="number">Which.</param>
    /// <returns>The file, and whether it is damaged by chance: if so, no checksum was made right.</returns>
    public (byte[] Content, bool IsDamage) Make(int number)
    {
        var random = new Random(number);
        return _image is null || number % 4 == 0 ? (FileDamage.Of(whole, HeaderFields, random), true) : (Hostile(_image.Copy(), random), false);
    }

    /// <summary>What a hostile author does.</summary>
    private byte[] Hostile(SectionImage image, Random random)
    {
        int section = random.Next(image.Count), other = random.Next(image.Count);
        byte[] content = [.. image[section]];
        int kind = random.Next(16);
        switch (kind)
        {
            case 0:
                (image[section], image[other]) = (image[other], image[section]);
                break;
            case 1:
                image[section] = content[..random.Next(content.Length + 1)];
                break;
            case 2:
                image[section] = [.. content, .. content.Length > 0 && random.Next(2) == 0 ? content : new byte[1 + random.Next(200)]];
                break;
            case 3:
                image.RemoveAt(section);
                break;
            case 4:
                image.Kind = OtherKinds[random.Next(OtherKinds.Length)];
                break;
            case 5:
                return HostileHeader(image.ToBytes(), image.Count, random);
            case 6 or 7 when content.Length > 0:
                content[random.Next(content.Length)] ^= (byte)(1 << random.Next(8));
                image[section] = content;
                break;
            default:
                Overwrite(content, random);
                image[section] = content;
                break;
        }

        if (random.Next(LargeShare) == 0) image.Add("padding", new byte[LargeBytes]);
        return image.ToBytes();
    }

    private byte[] HostileHeader(byte[] content, int sections, Random random)
    {
        int entry = FirstEntry + (random.Next(sections) * EntryBytes) + EntryOffset;
        switch (random.Next(3))
        {
            case 0:
                SectionImage.OverwriteHeader(content, VersionAt, Number(random), sizeof(int));
                break;
            case 1:
                SectionImage.OverwriteHeader(content, CountAt, Number(random), sizeof(int));
                break;
            default:
                long value = random.Next(2) == 0 ? Number(random) : (long)Number(random) << 32;
                SectionImage.OverwriteHeader(content, entry + (random.Next(2) * sizeof(long)), value, sizeof(long));
                break;
        }

        return content;
    }

    /// <summary>Puts hostile numbers in place of one or a few, side by side or apart.</summary>
    private void Overwrite(byte[] content, Random random)
    {
        for (int times = random.Next(1, 5); times > 0 && content.Length >= sizeof(int); times--)
        {
            int at = random.Next(content.Length / sizeof(int)) * sizeof(int);
            BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(at), Number(random));
        }
    }

    private int Number(Random random) => random.Next(16) switch
    {
        0 => 0,
        1 => -1,
        2 => 1,
        3 => int.MinValue,
        4 => int.MaxValue,
        5 => rows,
        6 => rows - 1,
        7 => -rows,
        8 => ~rows,
        9 => BitConverter.SingleToInt32Bits(float.NaN),
        10 => BitConverter.SingleToInt32Bits(float.PositiveInfinity),
        11 => BitConverter.SingleToInt32Bits(float.MaxValue),
        12 => BitConverter.SingleToInt32Bits(-float.Epsilon),
        13 => random.Next(rows),
        14 => random.Next(-256, 256),
        _ => random.Next(int.MinValue, int.MaxValue),
    };
}
