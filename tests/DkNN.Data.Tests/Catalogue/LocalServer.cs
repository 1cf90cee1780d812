using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace DkNN.Data.Tests.Catalogue;

/// <summary>A real web server on this machine that answers as a test says, and remembers what it was asked.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private LocalServer(WebApplication application) => _application = application;

    /// <summary>Requests so far, in order.</summary>
    public ConcurrentQueue<(string Path, string Range, string IfRange)> Requests { get; } = new();

    /// <summary>How to answer; may change between requests.</summary>
    public required RequestDelegate Answer { get; set; }

    public Uri Address => new(_application.Urls.Single() + "/files/");

    public static async Task<LocalServer> StartAsync(RequestDelegate answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication application = builder.Build();
        var server = new LocalServer(application) { Answer = answer };
        application.Run(context =>
        {
            server.Requests.Enqueue(
                (context.Request.Path, context.Request.Headers.Range.ToString(), context.Request.Headers.IfRange.ToString()));
            return server.Answer(context);
        });
        await application.StartAsync();
        return server;
    }

    /// <summary>Serves the whole file or the part asked for.</summary>
    public static RequestDelegate Whole(IReadOnlyDictionary<string, byte[]> files, string version = "v1")
    {
        var tag = new EntityTagHeaderValue($"\"{version}\"");
        return context => Results
            .Bytes(Content(context, files), "application/gzip", enableRangeProcessing: true, entityTag: tag)
            .ExecuteAsync(context);
    }

    /// <summary>Serves the whole file whatever part is asked for.</summary>
    public static RequestDelegate WithoutRanges(IReadOnlyDictionary<string, byte[]> files) => context =>
        Results.Bytes(Content(context, files), "application/gzip").ExecuteAsync(context);

    /// <summary>Serves the first half of the file and then, without an end, does what the test says.</summary>
    public static RequestDelegate Half(
        IReadOnlyDictionary<string, byte[]> files, Func<HttpContext, Task> then, string? version = "v1") => async context =>
    {
        byte[] content = Content(context, files);
        context.Response.ContentLength = content.Length;
        if (version is not null) context.Response.Headers.ETag = $"\"{version}\"";
        await context.Response.Body.WriteAsync(content.AsMemory(0, content.Length / 2));
        await context.Response.Body.FlushAsync();
        await then(context);
    };

    /// <summary>Cuts the connection at once, so that all, some or nothing of what was sent has arrived.</summary>
    public static Task Cut(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>Sends nothing more until the client goes away.</summary>
    public static async Task Stall(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        await using (context.RequestAborted.Register(gone.SetResult)) await gone.Task;
    }

    public static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static byte[] Content(HttpContext context, IReadOnlyDictionary<string, byte[]> files) =>
        files[Path.GetFileName(context.Request.Path.Value!)];
}
