using System.Buffers.Binary;

namespace DkNN.Hosting.Tests;

/// <summary>Whatever the bytes of a DLL are, reading its manifest gives a candidate or a refusal.</summary>
public sealed class HostileMetadataTests
{
    [Fact]
    public void Damaged_bytes_give_a_candidate_or_a_refusal_and_nothing_else()
    {
        byte[][] originals =
        [
            Forge.Compile("index", Sources.Index("brute")),
            Forge.Compile("every", Sources.EveryKind),
            File.ReadAllBytes(typeof(PluginHost).Assembly.Location),
        ];
        var random = new Random(20);
        int candidates = 0, cases = FullTests.Times(all: 30_000, some: 3_000);
        var refusals = new HashSet<string>();
        for (int number = 0; number < cases; number++)
        {
            byte[] image = Damage([.. originals[number % originals.Length]], random);
            try
            {
                ManifestCheck.Require(ManifestReader.Read("any.dll", image).Manifest);
                candidates++;
            }
            catch (PluginRefusedException refusal)
            {
                refusals.Add(refusal.ToFailure("any.dll").Code);
            }
        }
        // The damage reaches far and wide: some files are still plugins, and the others fail in many ways.
        Assert.InRange(candidates, cases / 100, cases - (cases / 10));
        Assert.Superset(
            new HashSet<string> { PluginFailureCode.Damaged, PluginFailureCode.Truncated, PluginFailureCode.NotAPlugin, PluginFailureCode.InvalidManifest }, refusals);
    }

    [Fact]
    public void Every_length_of_a_file_is_read_without_harm()
    {
        byte[] whole = Forge.Compile("index", Sources.Index("brute"));
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.ThrowsAny<PluginRefusedException>(() => ManifestReader.Read("any.dll", whole[..length]));
        }
    }

    private static byte[] Damage(byte[] image, Random random)
    {
        int metadata = image.AsSpan().IndexOf("BSJB"u8);
        for (int change = random.Next(1, 6); change > 0; change--)
        {
            // Headers, the metadata's root and tables, attribute blobs: where a count or an offset stands, more often than code.
            int at = random.Next(4) switch
            {
                0 => random.Next(0, 0x200),
                1 => metadata + random.Next(0, 0x200),
                _ => metadata + random.Next(image.Length - metadata),
            };
            at = Math.Clamp(at, 0, image.Length - 4);
            switch (random.Next(6))
            {
                case 0:
                    image[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    image[at] = (byte)random.Next(256);
                    break;
                case 2:
                    BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(at), random.Next(3) switch { 0 => int.MaxValue, 1 => -1, _ => 0 });
                    break;
                case 3:
                    BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(at), (ushort)random.Next(65536));
                    break;
                case 4:
                    int length = Math.Min(random.Next(64), image.Length - at);
                    image.AsSpan(random.Next(image.Length - length), length).CopyTo(image.AsSpan(at));
                    break;
                default:
                    image.AsSpan(at, Math.Min(random.Next(32), image.Length - at)).Fill(0xFF);
                    break;
            }
        }
        return random.Next(20) == 0 ? image[..random.Next(image.Length)] : image;
    }
}
