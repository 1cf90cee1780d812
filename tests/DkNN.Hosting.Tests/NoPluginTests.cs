namespace DkNN.Hosting.Tests;

/// <summary>Files that should have been plugins and are none: told from their bytes alone.</summary>
public sealed class NoPluginTests : IDisposable
{
    private static readonly byte[] Good = Forge.Compile("good", Sources.Index("brute"));

    private readonly PluginFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_assembly_without_a_manifest_is_named_with_its_mend()
    {
        string path = _folder.Add("library.dll", Forge.Compile("library", "public class Library;"));

        var failure = _folder.Failure();

        Assert.Equal((path, PluginFailureCode.NotAPlugin), (failure.Path, failure.Code));
        Assert.Equal($"{path}: {failure.Cause} {failure.Mend} [not-a-plugin]", failure.ToString());
    }

    [Fact]
    public void A_manifest_attribute_that_the_assembly_defines_itself_is_no_manifest()
    {
        _folder.Add("fake.dll", Forge.Compile(
            "fake",
            """
            [assembly: DkNN.PluginAssembly("1.0", typeof(string))]
            namespace DkNN
            {
                public class PluginAssemblyAttribute(string contract, System.Type type) : System.Attribute
                {
                    public object[] Arguments => [contract, type];
                }
            }
            """));

        Assert.Equal(PluginFailureCode.NotAPlugin, _folder.Failure().Code);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(130)]
    [InlineData(200)]
    [InlineData(400)]
    [InlineData(512)]
    [InlineData(2000)]
    [InlineData(-1)]
    public void A_truncated_plugin_is_told_from_other_files(int length)
    {
        _folder.Add("good.dll", Good[..(length < 0 ? Good.Length + length : length)]);

        Assert.Equal(PluginFailureCode.Truncated, _folder.Failure().Code);
    }

    [Fact]
    public void A_file_without_bytes_is_told_as_such()
    {
        _folder.Add("empty.dll", []);

        Assert.Equal(PluginFailureCode.EmptyFile, _folder.Failure().Code);
    }

    [Theory]
    [InlineData("\u007fELF\u0002\u0001\u0001 a shared object under the name of a DLL")]
    [InlineData("Not Found")]
    public void A_file_that_does_not_begin_as_a_DLL_is_no_DLL(string text)
    {
        _folder.Add("text.dll", System.Text.Encoding.Latin1.GetBytes(text));

        Assert.Equal(PluginFailureCode.NotADll, _folder.Failure().Code);
    }

    [Fact]
    public void Random_bytes_are_no_DLL()
    {
        byte[] noise = new byte[5000];
        new Random(7).NextBytes(noise);
        _folder.Add("noise.dll", noise);

        Assert.Equal(PluginFailureCode.NotADll, _folder.Failure().Code);
    }

    [Fact]
    public void A_DLL_without_metadata_is_a_native_library()
    {
        // Without its CLI header, the fifteenth data directory, an assembly is a native library to every reader.
        byte[] native = [.. Good];
        int header = BitConverter.ToInt32(native, 0x3C);
        bool wide = BitConverter.ToUInt16(native, header + 24) == 0x20B;
        native.AsSpan(header + 24 + (wide ? 112 : 96) + (14 * 8), 8).Clear();
        _folder.Add("native.dll", native);

        Assert.Equal(PluginFailureCode.NativeLibrary, _folder.Failure().Code);
    }

    [Fact]
    public void A_file_that_cannot_be_opened_is_unreadable()
    {
        File.CreateSymbolicLink(Path.Combine(_folder.Root, "dangling.dll"), Path.Combine(_folder.Root, "gone"));

        Assert.Equal(PluginFailureCode.Unreadable, _folder.Failure().Code);
    }

    [Fact]
    public void Damaged_metadata_is_told_as_such()
    {
        byte[] damaged = [.. Good];
        int metadata = damaged.AsSpan().IndexOf("BSJB"u8);
        damaged.AsSpan(metadata + 32, 64).Fill(0xFF);
        _folder.Add("damaged.dll", damaged);

        Assert.Equal(PluginFailureCode.Damaged, _folder.Failure().Code);
    }

    [Fact]
    public void Every_DLL_of_a_folder_without_a_plugin_is_named()
    {
        _folder.Add("tools/one.dll", Forge.Compile("one", "public class One;"));
        _folder.Add("tools/two.dll", []);

        Assert.Equal(["one.dll", "two.dll"], _folder.Load().Failures.Select(failure => Path.GetFileName(failure.Path)));
    }

    [Fact]
    public void Of_a_folder_whose_own_plugin_is_truncated_only_that_is_named()
    {
        string path = _folder.Add("good/good.dll", Good[..^10]);
        _folder.Add("good/private.dll", Forge.Compile("private", "public class Private;"));

        Assert.Equal(path, _folder.Failure().Path);
    }

    [Fact]
    public void A_folder_with_a_plugin_of_another_name_is_that_plugin()
    {
        _folder.Add("renamed/good.dll", Good);
        _folder.Add("renamed/private.dll", Forge.Compile("private", "public class Private;"));

        var catalogue = _folder.Load();

        Assert.Empty(catalogue.Failures);
        Assert.Single(catalogue.Indexes);
    }

    [Fact]
    public void Mutations_of_a_good_plugin_are_read_or_refused_and_nothing_else()
    {
        var random = new Random(20180313);
        string path = _folder.Add("mutated.dll", Good);
        int refused = 0;
        for (int round = 0; round < 600; round++)
        {
            byte[] mutated = [.. Good];
            // A few bytes of the headers, where each decides something; then a few and many anywhere.
            var (limit, bytes) = (round % 3) switch { 0 => (1024, 4), 1 => (mutated.Length, 4), _ => (mutated.Length, 200) };
            for (int i = random.Next(1, bytes); i > 0; i--) mutated[random.Next(limit)] = (byte)random.Next(256);
            File.WriteAllBytes(path, mutated);
            try
            {
                ManifestReader.Read(path);
            }
            catch (PluginRefusedException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 100, 600);
    }
}
