using System.Buffers.Binary;
using System.Text.Json;
using static TorchSharp.torch;

namespace DkNN.Torch;

/// <summary>
/// Named tensors in the safetensors format: eight bytes with the header's length, a JSON header with each tensor's type, shape and place,
/// then the tensors' bytes, little-endian, C order. Any tool of the field reads them.
/// </summary>
public static class SafeTensors
{
    private const string MetadataKey = "__metadata__";
    private const long LongestHeader = 100_000_000;

    private static readonly (ScalarType Type, string Name, int Bytes)[] Types =
    [
        (ScalarType.Float32, "F32", 4), (ScalarType.Float64, "F64", 8), (ScalarType.Int64, "I64", 8), (ScalarType.Int32, "I32", 4),
        (ScalarType.Byte, "U8", 1), (ScalarType.Bool, "BOOL", 1),
    ];

    /// <summary>Writes tensors.</summary>
    /// <param name="path">A new file.</param>
    /// <param name="tensors">The tensors, on the CPU, in the order of their bytes in the file.</param>
    /// <param name="metadata">Texts for the header.</param>
    /// <exception cref="NotSupportedException">
    /// A tensor's element type is none of float32, float64, int32, int64, uint8 and bool.
    /// </exception>
    public static void Save(string path, IReadOnlyList<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(metadata);
        byte[] header = Header(tensors, metadata);
        using var file = File.Create(path);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        file.Write(length);
        file.Write(header);
        foreach (var (_, tensor) in tensors)
        {
            using var contiguous = tensor.detach().contiguous();
            file.Write(contiguous.bytes);
        }
    }

    /// <summary>Reads every tensor; they belong to the caller's dispose scope.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The tensors by name, and the header's texts.</returns>
    /// <exception cref="InvalidDataException">The file is no well-formed safetensors file.</exception>
    public static (IReadOnlyDictionary<string, Tensor> Tensors, IReadOnlyDictionary<string, string> Metadata) Load(string path)
    {
        using var file = File.OpenRead(path);
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var header = ReadHeader(file);
            long origin = file.Position;
            foreach (var entry in header.RootElement.EnumerateObject())
            {
                if (entry.NameEquals(MetadataKey))
                {
                    foreach (var text in entry.Value.EnumerateObject()) metadata[text.Name] = text.Value.GetString() ?? "";
                    continue;
                }
                tensors.Add(entry.Name, ReadTensor(file, origin, entry));
            }
        }
        catch (Exception problem)
            when (problem is JsonException or KeyNotFoundException or InvalidOperationException
                or FormatException or EndOfStreamException or OverflowException)
        {
            throw new InvalidDataException(
                $"'{path}' is no well-formed safetensors file: {problem.Message} Delete it, so that it is made again.", problem);
        }
        return (tensors, metadata);
    }

    private static byte[] Header(IReadOnlyList<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject(MetadataKey);
            foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal)) json.WriteString(key, value);
            json.WriteEndObject();
            long offset = 0;
            foreach (var (name, tensor) in tensors)
            {
                var (_, type, bytes) = Types.FirstOrDefault(known => known.Type == tensor.dtype) is { Name: not null } found
                    ? found
                    : throw new NotSupportedException($"Tensor '{name}' is of type {tensor.dtype}, which is not written.");
                json.WriteStartObject(name);
                json.WriteString("dtype", type);
                json.WriteStartArray("shape");
                foreach (long length in tensor.shape) json.WriteNumberValue(length);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += tensor.numel() * bytes);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        // Spaces up to a multiple of eight keep the tensors' bytes aligned, as the format's own library does.
        while (buffer.Length % 8 != 0) buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }

    private static JsonDocument ReadHeader(FileStream file)
    {
        Span<byte> prefix = stackalloc byte[8];
        file.ReadExactly(prefix);
        long length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (length < 2 || length > LongestHeader || length > file.Length - prefix.Length)
        {
            throw new FormatException($"The header's length, {length}, cannot be.");
        }
        byte[] header = new byte[length];
        file.ReadExactly(header);
        return JsonDocument.Parse(header);
    }

    private static Tensor ReadTensor(FileStream file, long origin, JsonProperty entry)
    {
        string? name = entry.Value.GetProperty("dtype").GetString();
        var (type, _, bytes) = Types.FirstOrDefault(known => known.Name == name) is { Name: not null } found
            ? found
            : throw new FormatException($"Tensor '{entry.Name}' is of type '{name}', which is not read.");
        long[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(length => length.GetInt64())];
        long start = entry.Value.GetProperty("data_offsets")[0].GetInt64(), end = entry.Value.GetProperty("data_offsets")[1].GetInt64();
        long size = shape.Aggregate((long)bytes, (product, length) => checked(product * length));
        if (shape.Any(length => length < 0) || start < 0 || end - start != size || origin + end > file.Length)
        {
            throw new FormatException($"Tensor '{entry.Name}' is outside the file, or of another size than its shape.");
        }
        var tensor = empty(shape, dtype: type);
        file.Position = origin + start;
        file.ReadExactly(tensor.bytes);
        return tensor;
    }
}
