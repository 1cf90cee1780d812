using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DkNN.Hosting.Tests;

/// <summary>Compiles real DLLs in memory.</summary>
internal static class Forge
{
    private static readonly MetadataReference[] Program =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Compiles a library against all that this test program has, and the given libraries.</summary>
    public static byte[] Compile(string name, string source, params byte[][] libraries)
    {
        MetadataReference[] extra = [.. libraries.Select(library => MetadataReference.CreateFromImage(library))];
        string[] replaced = [.. extra.Select(NameOf)];
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(source)],
            [.. Program.Where(reference => !replaced.Contains(Path.GetFileNameWithoutExtension(reference.Display))), .. extra],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, deterministic: true));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return image.ToArray();
    }

    private static string NameOf(MetadataReference reference) =>
        ((AssemblyMetadata)((PortableExecutableReference)reference).GetMetadata()).GetModules()[0].GetMetadataReader() is var reader
            ? reader.GetString(reader.GetAssemblyDefinition().Name)
            : "";
}
