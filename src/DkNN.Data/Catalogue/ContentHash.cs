using System.Security.Cryptography;

namespace DkNN.Data;

/// <summary>Checksums of what a file holds, whether it is compressed or not.</summary>
internal static class ContentHash
{
    /// <summary>SHA-256 of the uncompressed content, in lower-case hexadecimal digits; null where it cannot be decompressed.</summary>
    public static string? Of(string path)
    {
        using FileStream file = File.OpenRead(path);
        using Stream content = IdxFile.OpenContent(file, out _);
        try
        {
            return Convert.ToHexStringLower(SHA256.HashData(content));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <inheritdoc cref="Of"/>
    public static async Task<string?> OfAsync(string path, CancellationToken cancellation)
    {
        await using FileStream file = File.OpenRead(path);
        await using Stream content = IdxFile.OpenContent(file, out _);
        try
        {
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation).ConfigureAwait(false));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
