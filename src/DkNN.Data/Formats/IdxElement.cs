using System.Buffers.Binary;

namespace DkNN.Data;

/// <summary>A type of whole numbers in IDX files: the code in the third byte, and the bytes of an element.</summary>
internal readonly record struct IdxElement(byte Code, int Bytes)
{
    /// <summary>Unsigned bytes: pixels, and the labels of most sets.</summary>
    public static IdxElement UnsignedByte { get; } = new(0x08, 1);

    /// <summary>32-bit numbers with sign: labels beyond 255, and those of QMNIST.</summary>
    public static IdxElement Int32 { get; } = new(0x0C, sizeof(int));

    private static IdxElement SignedByte { get; } = new(0x09, 1);

    private static IdxElement Int16 { get; } = new(0x0B, sizeof(short));

    /// <summary>The type with a code; null where it is none of whole numbers.</summary>
    public static IdxElement? Of(byte code) =>
        new IdxElement?[] { UnsignedByte, SignedByte, Int16, Int32 }.FirstOrDefault(type => type!.Value.Code == code);

    /// <summary>Reads the element at the start of a span; big-endian, as all of the format is.</summary>
    public int Read(ReadOnlySpan<byte> bytes) => Bytes switch
    {
        sizeof(int) => BinaryPrimitives.ReadInt32BigEndian(bytes),
        sizeof(short) => BinaryPrimitives.ReadInt16BigEndian(bytes),
        _ => this == SignedByte ? (sbyte)bytes[0] : bytes[0],
    };

    /// <summary>Writes a number that the type holds.</summary>
    public void Write(int value, Span<byte> bytes)
    {
        for (int i = 0; i < Bytes; i++) bytes[i] = (byte)(value >> (8 * (Bytes - 1 - i)));
    }
}
