using Microsoft.AspNetCore.Http;

namespace DkNN.Data.Tests.Catalogue;

public sealed class FetchTests : IDisposable
{
    private static readonly PublishedSample Sample = new();

    private readonly TemporaryFolder _cache = new();

    public void Dispose() => _cache.Dispose();

    [Fact]
    public async Task All_files_arrive_with_progress_and_can_be_opened()
    {
        await using LocalServer server = await LocalServer.StartAsync(LocalServer.Whole(Sample.Files));
        DataCatalogue catalogue = Sample.Catalogue(_cache.Path, server.Address);
        List<FetchProgress> reports = [];

        string directory = await catalogue.FetchAsync(PublishedSample.Name, new Report(reports.Add));

        Assert.Equal(_cache["sample"], directory);
        Assert.Equal(Sample.Files.Keys.Order(StringComparer.Ordinal), _cache.FileNames());
        Assert.Equal(Sample.Data.Train.Fingerprint, catalogue.Open(PublishedSample.Name).Train.Fingerprint);
        foreach ((string name, byte[] content) in Sample.Files) Assert.Equal(
            new(name, content.Length, content.Length), reports.Last(report => report.File == name));
    }

    [Fact]
    public async Task What_is_already_there_is_not_fetched_again()
    {
        await using LocalServer server = await LocalServer.StartAsync(LocalServer.Whole(Sample.Files));
        DataCatalogue catalogue = Sample.Catalogue(_cache.Path, server.Address);
        await catalogue.FetchAsync(PublishedSample.Name);
        File.Delete(_cache["sample", "train-labels-idx1-ubyte.gz"]);
        server.Requests.Clear();

        await catalogue.FetchAsync(PublishedSample.Name);

        Assert.Equal("/files/train-labels-idx1-ubyte.gz", Assert.Single(server.Requests).Path);
    }

    [Fact]
    public async Task A_wrong_file_in_the_cache_is_replaced_even_where_it_is_uncompressed()
    {
        await using LocalServer server = await LocalServer.StartAsync(LocalServer.Whole(Sample.Files));
        DataCatalogue catalogue = Sample.Catalogue(_cache.Path, server.Address);
        await catalogue.FetchAsync(PublishedSample.Name);
        File.WriteAllText(_cache["sample", "train-labels-idx1-ubyte"], "broken");

        await catalogue.FetchAsync(PublishedSample.Name);

        Assert.All(await catalogue.VerifyAsync(PublishedSample.Name), file => Assert.Equal(FileState.Ok, file.State));
    }

    [Fact]
    public async Task A_cut_connection_is_taken_up_where_it_ended()
    {
        string name = "train-images-idx3-ubyte.gz";
        int half = Sample.Files[name].Length / 2;
        var arrived = new TaskCompletionSource();
        RequestDelegate cut = LocalServer.Half(Sample.Files, async context =>
        {
            await arrived.Task;
            context.Abort();
        });
        await using LocalServer server = await LocalServer.StartAsync(
            context => arrived.Task.IsCompleted ? LocalServer.Whole(Sample.Files)(context) : cut(context));
        DataCatalogue catalogue = Sample.Catalogue(_cache.Path, server.Address);

        await catalogue.FetchAsync(PublishedSample.Name, new Report(progress =>
        {
            if (progress.BytesDone == half) arrived.TrySetResult();
        }));

        Assert.Equal(($"/files/{name}", $"bytes={half}-", "\"v1\""), server.Requests.ElementAt(1));
        Assert.Equal(Sample.Data.Train.Fingerprint, catalogue.Open(PublishedSample.Name).Train.Fingerprint);
    }

    [Fact]
    public async Task A_cancelled_download_is_continued_by_the_next_one()
    {
        await using LocalServer server = await LocalServer.StartAsync(LocalServer.Half(Sample.Files, LocalServer.Stall));
        await CancelHalfwayAsync(server);
        server.Answer = LocalServer.Whole(Sample.Files);

        await Sample.Catalogue(_cache.Path, server.Address).FetchAsync(PublishedSample.Name);

        Assert.StartsWith("bytes=", server.Requests.ElementAt(1).Range, StringComparison.Ordinal);
        await AssertFetchedAsync(server);
    }

    [Fact]
    public async Task A_file_that_changed_in_between_is_fetched_from_its_start()
    {
        await using LocalServer server = await LocalServer.StartAsync(
            LocalServer.Half(PublishedSample.OtherFiles, LocalServer.Stall, version: "old"));
        await CancelHalfwayAsync(server);
        server.Answer = LocalServer.Whole(Sample.Files, version: "new");

        await Sample.Catalogue(_cache.Path, server.Address).FetchAsync(PublishedSample.Name);

        Assert.Equal("\"old\"", server.Requests.ElementAt(1).IfRange);
        await AssertFetchedAsync(server);
    }

    [Fact]
    public async Task A_server_without_ranges_sends_the_whole_file_again()
    {
        await using LocalServer server = await LocalServer.StartAsync(LocalServer.Half(Sample.Files, LocalServer.Stall));
        await CancelHalfwayAsync(server);
        server.Answer = LocalServer.WithoutRanges(Sample.Files);

        await Sample.Catalogue(_cache.Path, server.Address).FetchAsync(PublishedSample.Name);

        await AssertFetchedAsync(server);
    }

    [Fact]
    public async Task A_part_longer_than_the_file_is_thrown_away()
    {
        await using LocalServer server = await LocalServer.StartAsync(LocalServer.Whole(Sample.Files));
        string target = _cache["sample", "train-images-idx3-ubyte.gz"];
        Directory.CreateDirectory(_cache["sample"]);
        File.WriteAllBytes(target + ".part", new byte[1_000_000]);
        File.WriteAllLines(target + ".part.source", [server.Address + "train-images-idx3-ubyte.gz", "\"v1\""]);

        await Sample.Catalogue(_cache.Path, server.Address).FetchAsync(PublishedSample.Name);

        Assert.Equal(["bytes=1000000-", ""], server.Requests.Take(2).Select(request => request.Range));
        await AssertFetchedAsync(server);
    }

    [Fact]
    public async Task A_part_from_another_mirror_is_not_continued()
    {
        await using LocalServer server = await LocalServer.StartAsync(LocalServer.Whole(Sample.Files));
        string target = _cache["sample", "train-images-idx3-ubyte.gz"];
        Directory.CreateDirectory(_cache["sample"]);
        File.WriteAllBytes(target + ".part", [1, 2, 3]);
        File.WriteAllLines(target + ".part.source", ["https://elsewhere.invalid/train-images-idx3-ubyte.gz", "\"v1\""]);

        await Sample.Catalogue(_cache.Path, server.Address).FetchAsync(PublishedSample.Name);

        Assert.All(server.Requests, request => Assert.Empty(request.Range));
        await AssertFetchedAsync(server);
    }

    [Fact]
    public async Task Wrong_content_leaves_nothing_behind()
    {
        await using LocalServer server = await LocalServer.StartAsync(LocalServer.Whole(PublishedSample.OtherFiles));

        var exception = await Assert.ThrowsAsync<DataFetchException>(
            () => Sample.Catalogue(_cache.Path, server.Address).FetchAsync(PublishedSample.Name));

        Assert.Equal(_cache["sample", "train-images-idx3-ubyte.gz"], exception.File);
        Assert.Contains("the SHA-256 of the content is", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_cache.FileNames());
    }

    [Fact]
    public async Task A_page_of_text_instead_of_the_file_is_no_content()
    {
        await using LocalServer server = await LocalServer.StartAsync(
            context => context.Response.WriteAsync("<html>Please sign in.</html>"));
        await Assert.ThrowsAsync<DataFetchException>(() => Sample.Catalogue(_cache.Path, server.Address).FetchAsync(PublishedSample.Name));
        Assert.Empty(_cache.FileNames());
    }

    [Fact]
    public async Task A_body_without_end_is_given_up()
    {
        await using LocalServer server = await LocalServer.StartAsync(async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(
                new byte[1 << 16], context.RequestAborted);
        });
        await Assert.ThrowsAsync<DataFetchException>(() => Sample.Catalogue(_cache.Path, server.Address).FetchAsync(PublishedSample.Name));
        Assert.Empty(_cache.FileNames());
    }

    [Fact]
    public async Task The_second_mirror_serves_what_the_first_lacks_or_breaks_off_or_falsifies()
    {
        RequestDelegate[] faults =
        [
            LocalServer.NotFound,
            LocalServer.Half(Sample.Files, LocalServer.Cut, version: null),
            LocalServer.Whole(PublishedSample.OtherFiles),
        ];
        foreach (RequestDelegate fault in faults)
        {
            using var cache = new TemporaryFolder();
            await using LocalServer first = await LocalServer.StartAsync(fault), second = await LocalServer.StartAsync(
                LocalServer.Whole(Sample.Files));

            await Sample.Catalogue(cache.Path, first.Address, second.Address).FetchAsync(PublishedSample.Name);

            Assert.Equal(4, first.Requests.Count);
            Assert.Equal(4, second.Requests.Count);
            Assert.Equal(Sample.Files.Keys.Order(StringComparer.Ordinal), cache.FileNames());
        }
    }

    [Fact]
    public async Task Where_no_mirror_helps_each_ones_failure_is_told()
    {
        await using LocalServer server = await LocalServer.StartAsync(LocalServer.NotFound);
        var insecure = new Uri("http://example.invalid/");

        var exception = await Assert.ThrowsAsync<DataFetchException>(
            () => Sample.Catalogue(_cache.Path, insecure, server.Address).FetchAsync(PublishedSample.Name));

        Assert.Contains(
            "http://example.invalid/train-images-idx3-ubyte.gz: only https is fetched from.", exception.Message, StringComparison.Ordinal);
        Assert.Contains(
            $"{server.Address}train-images-idx3-ubyte.gz: the server answers 404 Not Found.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_brings_nothing_is_given_up()
    {
        await using LocalServer server = await LocalServer.StartAsync(LocalServer.Stall);
        var download = new ResumableDownload(stallTimeout: TimeSpan.FromMilliseconds(200));
        var exception = await Assert.ThrowsAsync<HttpRequestException>(
            () => download.RunAsync(server.Address, new PartFile(_cache["file"]), largest: 100, progress: null, CancellationToken.None));
        Assert.Contains("nothing arrived for 0.2 s", exception.Message, StringComparison.Ordinal);
    }

    private async Task CancelHalfwayAsync(LocalServer server)
    {
        using var cancellation = new CancellationTokenSource();
        var report = new Report(progress =>
        {
            if (progress.BytesDone == progress.BytesTotal / 2) cancellation.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Sample.Catalogue(_cache.Path, server.Address).FetchAsync(PublishedSample.Name, report, cancellation.Token));
        Assert.Equal(["train-images-idx3-ubyte.gz.part", "train-images-idx3-ubyte.gz.part.source"], _cache.FileNames());
    }

    private async Task AssertFetchedAsync(LocalServer server)
    {
        Assert.Equal(Sample.Files.Keys.Order(StringComparer.Ordinal), _cache.FileNames());
        Assert.All(
            await Sample.Catalogue(_cache.Path, server.Address).VerifyAsync(PublishedSample.Name),
            file => Assert.Equal(FileState.Ok, file.State));
    }

    /// <summary>Reports at once, on the thread that downloads.</summary>
    private sealed class Report(Action<FetchProgress> action) : IProgress<FetchProgress>
    {
        void IProgress<FetchProgress>.Report(FetchProgress value) => action(value);
    }
}
