using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace DkNN.Data;

/// <summary>
/// Downloads over HTTP into a <see cref="PartFile"/>, with range requests (RFC 9110, section 14) that the server honours only while the
/// file is still the same version (If-Range). A connection that is cut, or brings nothing for long, is taken up again as long as each attempt brings something.
/// </summary>
internal sealed class ResumableDownload
{
    private const int BufferBytes = 1 << 16;

    // Without a limit for a whole file, which may be large and the line slow; the stall timeout limits the wait for the next bytes.
    private static readonly HttpClient Client = new() { Timeout = Timeout.InfiniteTimeSpan };

    private readonly TimeSpan _stallTimeout;

    /// <summary>Creates a downloader that gives up on a connection which brings nothing for a minute, or for the time given.</summary>
    public ResumableDownload(TimeSpan? stallTimeout = null) => _stallTimeout = stallTimeout ?? TimeSpan.FromMinutes(1);

    /// <summary>Downloads the whole file, from where an earlier attempt ended if that can be.</summary>
    /// <exception cref="HttpRequestException">The server refuses, or the connection was cut before anything arrived.</exception>
    public async Task RunAsync(Uri address, PartFile part, long largest, IProgress<FetchProgress>? progress, CancellationToken cancellation)
    {
        while (true)
        {
            long before = part.Length;
            try
            {
                await AttemptAsync(address, part, largest, progress, cancellation).ConfigureAwait(false);
                return;
            }
            catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ResponseEnded)
            {
                if (part.Length <= before || part.ValidatorFor(address) is null) throw;
                // The connection broke after it brought something that can be continued.
            }
            catch (HttpRequestException exception) when (exception.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && before > 0)
            {
                // What is here is no beginning of what is there.
                part.Discard();
            }
        }
    }

    private async Task AttemptAsync(
        Uri address, PartFile part, long largest, IProgress<FetchProgress>? progress, CancellationToken cancellation)
    {
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stall.CancelAfter(_stallTimeout);
        try
        {
            using HttpRequestMessage request = Request(address, part);
            using HttpResponseMessage response = await Client
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stall.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw new HttpRequestException(
                    $"the server answers {(int)response.StatusCode} {response.ReasonPhrase}.", null, response.StatusCode);
            }

            await using FileStream file = Continues(response, part) ? part.Continue() : part.Restart(address, Validator(response));
            long? total = response.Content.Headers.ContentLength is { } rest ? file.Position + rest : null;
            await using Stream body = await response.Content.ReadAsStreamAsync(stall.Token).ConfigureAwait(false);
            byte[] buffer = new byte[BufferBytes];
            while (true)
            {
                stall.CancelAfter(_stallTimeout);
                int read = await ReadAsync(body, buffer, stall.Token).ConfigureAwait(false);
                // What is longer than the file can be is not the file; its checksum will say so.
                if (read == 0 || file.Position > largest) return;
                await file.WriteAsync(buffer.AsMemory(0, read), stall.Token).ConfigureAwait(false);
                progress?.Report(new(part.Name, file.Position, total));
            }
        }
        catch (OperationCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            // As good as cut: what arrived before is not lost.
            throw new HttpRequestException(
                HttpRequestError.ResponseEnded, $"nothing arrived for {_stallTimeout.TotalSeconds:0.#} s.", exception);
        }
    }

    private static async Task<int> ReadAsync(Stream body, byte[] buffer, CancellationToken cancellation)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellation).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "the connection was cut.", exception);
        }
    }

    private static HttpRequestMessage Request(Uri address, PartFile part)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (part.ValidatorFor(address) is { } validator)
        {
            request.Headers.Range = new RangeHeaderValue(part.Length, null);
            request.Headers.TryAddWithoutValidation("If-Range", validator);
        }
        return request;
    }

    private static bool Continues(HttpResponseMessage response, PartFile part) =>
        response.StatusCode == HttpStatusCode.PartialContent
        && (response.Content.Headers.ContentRange?.From == part.Length
            ? true
            : throw new HttpRequestException("the server sends another part than was asked for."));

    /// <summary>What tells this version of the file from others: a strong entity tag, or the time of its last change.</summary>
    private static string? Validator(HttpResponseMessage response) =>
        response.Headers.ETag is { IsWeak: false } tag
            ? tag.Tag
            : response.Content.Headers.LastModified?.ToString("R", CultureInfo.InvariantCulture);
}
