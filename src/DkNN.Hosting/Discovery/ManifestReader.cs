using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace DkNN.Hosting;

/// <summary>Reads an assembly's manifest from its metadata. No code of the assembly runs, and the runtime does not load it.</summary>
internal static class ManifestReader
{
    /// <summary>Reads one DLL.</summary>
    /// <param name="path">Full path.</param>
    /// <exception cref="PluginRefusedException">The file cannot be read, is no DLL, is damaged, or has no manifest.</exception>
    public static PluginCandidate Read(string path)
    {
        return Read(path, ReadFile(path));
    }

    /// <summary>Reads the bytes of one DLL, which may be anything.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="image">The bytes.</param>
    /// <exception cref="PluginRefusedException">They are no DLL, are damaged, or have no manifest.</exception>
    public static PluginCandidate Read(string path, byte[] image)
    {
        RequireWholeDll(image);
        try
        {
            using var file = new PEReader(ImmutableCollectionsMarshal.AsImmutableArray(image));
            return Read(path, image, file);
        }
        catch (Exception exception) when (exception is BadImageFormatException or OverflowException)
        {
            throw new PluginRefusedException(
                PluginFailureCode.Damaged, $"Its headers or metadata are damaged: {exception.Message}", "Copy or build it again.");
        }
    }

    private static PluginCandidate Read(string path, byte[] image, PEReader file)
    {
        if (!file.HasMetadata)
        {
            throw new PluginRefusedException(
                PluginFailureCode.NativeLibrary,
                "It is a native library, without .NET metadata.",
                "Remove it, or put it into the folder of the plugin that needs it.");
        }
        var metadata = file.GetMetadataReader();
        if (!metadata.IsAssembly) throw NotAPlugin();
        var assembly = metadata.GetAssemblyDefinition();
        var attributes = AssemblyAttributes.Read(metadata);
        if (attributes.Assembly is not { } declared) throw NotAPlugin();
        var manifest = new PluginManifest(declared.Contract ?? "", declared.Registration ?? "", attributes.Plugins);
        var source = new PluginSource(
            metadata.GetString(assembly.Name),
            attributes.InformationalVersion ?? assembly.Version.ToString(),
            path,
            Convert.ToHexStringLower(SHA256.HashData(image)));
        return new PluginCandidate(image, source, manifest);
    }

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">Full path.</param>
    /// <exception cref="PluginRefusedException">The system does not let us.</exception>
    public static byte[] ReadFile(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(exception);
        }
    }

    /// <summary>The refusal of a file or folder that the system does not let us read.</summary>
    public static PluginRefusedException Unreadable(Exception exception) =>
        new(PluginFailureCode.Unreadable, $"It cannot be read: {exception.Message}", "Give this user the right to read it, or remove it.");

    private static void RequireWholeDll(byte[] image)
    {
        if (image.Length == 0)
        {
            throw new PluginRefusedException(PluginFailureCode.EmptyFile, "The file is empty.", "Copy or build it again.");
        }
        if (!PortableExecutable.HasSignature(image))
        {
            throw new PluginRefusedException(
                PluginFailureCode.NotADll,
                "It does not begin as a DLL does, whatever its name says.",
                "Remove it, or copy or build it again.");
        }
        if (PortableExecutable.IsCutShort(image))
        {
            throw new PluginRefusedException(
                PluginFailureCode.Truncated,
                $"The file is cut short: its headers point beyond its {image.Length} bytes.",
                "Copy or build it again.");
        }
    }

    private static PluginRefusedException NotAPlugin() => new(
        PluginFailureCode.NotAPlugin,
        "It is an assembly without a plugin manifest.",
        "Remove it, or, where a plugin needs it, put it into a folder with that plugin.");
}
