using System.Collections.Immutable;

namespace DkNN.Data;

/// <summary>Gets one file from the first mirror that has it with the right content.</summary>
internal sealed class FileFetcher
{
    // More than a compressed file can be longer than its content.
    private const long CompressionOverhead = 1 << 16;

    private readonly ResumableDownload _download = new();

    /// <summary>Downloads the compressed file beside its final name, checks its content, and renames it.</summary>
    /// <exception cref="DataFetchException">No mirror has it.</exception>
    public async Task FetchAsync(
        KnownFile file, ImmutableArray<Uri> mirrors, string directory, IProgress<FetchProgress>? progress, CancellationToken cancellation)
    {
        string target = Path.Combine(directory, file.Name + ".gz");
        List<string> failures = [];
        foreach (Uri mirror in mirrors)
        {
            var address = new Uri(mirror, file.Name + ".gz");
            string? failure = await TryAsync(file, address, target, progress, cancellation).ConfigureAwait(false);
            if (failure is null) return;
            failures.Add($"{address}: {failure}");
        }
        throw new DataFetchException(target, failures);
    }

    /// <summary>Null for success, otherwise what went wrong.</summary>
    private async Task<string?> TryAsync(
        KnownFile file, Uri address, string target, IProgress<FetchProgress>? progress, CancellationToken cancellation)
    {
        if (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback) return "only https is fetched from.";
        var part = new PartFile(target);
        try
        {
            await _download.RunAsync(address, part, file.Bytes + CompressionOverhead, progress, cancellation).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            return exception.Message;
        }

        string? actual = await ContentHash.OfAsync(part.Path, cancellation).ConfigureAwait(false);
        if (actual == file.Sha256)
        {
            part.Complete();
            // An uncompressed file of the same name would be read instead; it is here only if it was wrong.
            File.Delete(Path.Combine(Path.GetDirectoryName(target)!, file.Name));
            return null;
        }
        part.Discard();
        return actual is null ? "the file is no whole gzip file." : $"the SHA-256 of the content is {actual}, not {file.Sha256}.";
    }
}
