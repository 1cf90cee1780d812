namespace DkNN.Data;

/// <summary>What a file really is that should be data: told by its first bytes.</summary>
internal static class ForeignContent
{
    /// <summary>A phrase to follow "This is no IDX file", empty where nobody knows; and the mend.</summary>
    public static (string What, string Mend) Describe(ReadOnlySpan<byte> start) => start switch
    {
        [(byte)'<', ..] => (" but a web page", "The server refused the download, or it needs a click: download the file again."),
        [(byte)'P', (byte)'K', ..] => (" but a zip archive", "Unpack it, and keep what is in it."),
        [0xFD, (byte)'7', (byte)'z', ..] => (" but compressed with xz", "Unpack it, and compress it with gzip if at all."),
        [(byte)'B', (byte)'Z', (byte)'h', ..] => (" but compressed with bzip2", "Unpack it, and compress it with gzip if at all."),
        [0x1F, 0x8B, ..] => (" but compressed twice", "Unpack it once."),
        [0x28, 0xB5, 0x2F, 0xFD, ..] => (" but compressed with zstd", "Unpack it, and compress it with gzip if at all."),
        [(byte)'v', (byte)'e', (byte)'r', (byte)'s', ..] =>
            (" but perhaps a pointer of Git LFS", "Run 'git lfs pull', or download the file itself."),
        _ => ("", "Give an IDX file, plain or gzip."),
    };
}
