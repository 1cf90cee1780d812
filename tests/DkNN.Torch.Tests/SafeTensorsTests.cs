using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using static TorchSharp.torch;

namespace DkNN.Torch.Tests;

public sealed class SafeTensorsTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void What_is_saved_is_read_back_bit_for_bit()
    {
        using var scope = NewDisposeScope();
        var weights = randn(3, 4, 5);
        var count = tensor(7L);
        var empty = zeros(0, 3);
        SafeTensors.Save(
            _path, [new("b.weight", weights), new("a.count", count), new("c", empty)],
            new Dictionary<string, string> { ["seed"] = "5" });

        var (tensors, metadata) = SafeTensors.Load(_path);

        Assert.Equal("5", metadata["seed"]);
        Assert.Equal(3, tensors.Count);
        Assert.True(tensors["b.weight"].equal(weights).all().item<bool>());
        Assert.Equal(weights.shape, tensors["b.weight"].shape);
        Assert.Equal(7L, tensors["a.count"].item<long>());
        Assert.Equal([0L, 3L], tensors["c"].shape);
    }

    [Fact]
    public void Columns_of_a_transposed_tensor_are_written_in_C_order()
    {
        using var scope = NewDisposeScope();
        SafeTensors.Save(_path, [new("t", arange(6, ScalarType.Float32).reshape(2, 3).t())], new Dictionary<string, string>());
        byte[] file = File.ReadAllBytes(_path);
        var values = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(file.AsSpan(file.Length - 24)).ToArray();
        Assert.Equal([0f, 3f, 1f, 4f, 2f, 5f], values);
    }

    /// <summary>Read as the format's specification says, not by our own reader.</summary>
    [Fact]
    public void The_header_says_type_shape_and_place_of_every_tensor()
    {
        using var scope = NewDisposeScope();
        SafeTensors.Save(_path, [new("x", ones(2, 3)), new("n", tensor(1L))], new Dictionary<string, string> { ["k"] = "v" });
        byte[] file = File.ReadAllBytes(_path);
        long length = BinaryPrimitives.ReadInt64LittleEndian(file);
        using var header = JsonDocument.Parse(file.AsMemory(8, (int)length));

        Assert.Equal(0, length % 8);
        Assert.Equal("v", header.RootElement.GetProperty("__metadata__").GetProperty("k").GetString());
        var x = header.RootElement.GetProperty("x");
        Assert.Equal("F32", x.GetProperty("dtype").GetString());
        Assert.Equal([2, 3], x.GetProperty("shape").EnumerateArray().Select(value => value.GetInt32()));
        Assert.Equal([0, 24], x.GetProperty("data_offsets").EnumerateArray().Select(value => value.GetInt32()));
        Assert.Equal(
            [24, 32],
            header.RootElement.GetProperty("n").GetProperty("data_offsets").EnumerateArray().Select(value => value.GetInt32()));
        Assert.Equal(8 + length + 32, file.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("\u0008\0\0\0\0\0\0\0{\"a\":1}x")]
    [InlineData("\u007f\u007f\u007f\u007f\u007f\u007f\u007f\u007f{}")]
    [InlineData("\u0002\0\0\0\0\0\0\0[]")]
    public void A_malformed_file_is_refused_by_name(string content)
    {
        File.WriteAllBytes(_path, Encoding.Latin1.GetBytes(content));
        var problem = Assert.Throws<InvalidDataException>(() => SafeTensors.Load(_path));
        Assert.Contains(_path, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_damage_gives_anything_but_the_typed_exception()
    {
        using var scope = NewDisposeScope();
        SafeTensors.Save(_path, [new("x", ones(2, 3)), new("n", tensor(1L))], new Dictionary<string, string> { ["k"] = "v" });
        byte[] whole = File.ReadAllBytes(_path);
        var random = new Random(0);
        int refused = 0;
        for (int round = 0; round < 500; round++)
        {
            byte[] damaged = [.. whole];
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(_path, round % 2 == 0 ? damaged : damaged[..random.Next(damaged.Length)]);
            try
            {
                using var inner = NewDisposeScope();
                SafeTensors.Load(_path);
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 250, 500);
    }
}
