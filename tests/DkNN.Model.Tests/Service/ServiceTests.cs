using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using DkNN.Data;
using DkNN.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DkNN.Model.Tests.Service;

[Collection(nameof(FittedRuns))]
public sealed class ServiceTests(FittedRun run)
{
    [Fact]
    public async Task Concurrent_callers_get_their_own_answers_which_are_those_of_the_model()
    {
        using var services = Services();
        var classifier = services.GetRequiredService<IDkNNClassifier>();
        var expected = services.GetRequiredService<DkNNModel>().Classify(run.Data.Test);
        using var batches = new Heard<int>("dknn.batch.size");
        const int Callers = 8;
        int requests = FullTests.Times(all: 200, some: 50);
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
        {
            for (int request = 0; request < requests; request++)
            {
                int image = ((caller * 61) + request) % run.Data.Test.Count;
                Same(expected[image], await classifier.ClassifyAsync(run.Data.Test.Pixels(image).ToArray()));
            }
        }));
        Assert.Equal(Callers * requests, batches.Values.Sum());
        Assert.Contains(batches.Values, size => size > 1);
        Assert.InRange(batches.Values.Max(), 2, Callers);
    }

    [Fact]
    public async Task A_full_queue_makes_callers_wait_and_loses_nobody()
    {
        using var services = Services(options => (options.MostWaiting, options.MostImagesPerBatch) = (2, 3));
        var classifier = services.GetRequiredService<IDkNNClassifier>();
        var expected = services.GetRequiredService<DkNNModel>().Classify(run.Data.Test);
        using var batches = new Heard<int>("dknn.batch.size");
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(image => classifier.ClassifyAsync(run.Data.Test.Pixels(image).ToArray())));
        for (int image = 0; image < answers.Length; image++) Same(expected[image], answers[image]);
        Assert.InRange(batches.Values.Max(), 1, 3);
    }

    [Fact]
    public async Task Who_cancels_disturbs_nobody()
    {
        using var services = Services(options => options.MostWaiting = 8);
        var classifier = services.GetRequiredService<IDkNNClassifier>();
        var expected = services.GetRequiredService<DkNNModel>().Classify(run.Data.Test);
        using var leaving = new CancellationTokenSource();
        var asked = Enumerable.Range(0, 120)
            .Select(image => classifier.ClassifyAsync(run.Data.Test.Pixels(image).ToArray(), image % 3 == 0 ? leaving.Token : default))
            .ToArray();
        await leaving.CancelAsync();
        int cancelled = 0;
        for (int image = 0; image < asked.Length; image++)
        {
            try
            {
                Same(expected[image], await asked[image]);
            }
            catch (OperationCanceledException) when (image % 3 == 0)
            {
                cancelled++;
            }
        }
        Assert.InRange(cancelled, 1, 40);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => classifier.ClassifyAsync(run.Data.Test.Pixels(0).ToArray(), leaving.Token));
        Same(expected[0], await classifier.ClassifyAsync(run.Data.Test.Pixels(0).ToArray()));
    }

    [Fact]
    public async Task An_image_of_another_size_is_refused_alone()
    {
        using var services = Services();
        var classifier = services.GetRequiredService<IDkNNClassifier>();
        var right = classifier.ClassifyAsync(run.Data.Test.Pixels(0).ToArray());
        var problem = await Assert.ThrowsAsync<ArgumentException>(() => classifier.ClassifyAsync(new byte[783]));
        Assert.Contains("784 bytes, not 783", problem.Message, StringComparison.Ordinal);
        Same(classifier.Classify(run.Data.Test.Pixels(0)), await right);
    }

    [Fact]
    public async Task Who_still_waits_when_the_service_ends_is_told_so()
    {
        var services = Services();
        var classifier = services.GetRequiredService<IDkNNClassifier>();
        var waiting = Enumerable.Range(0, 200).Select(image => classifier.ClassifyAsync(run.Data.Test.Pixels(image).ToArray())).ToArray();
        services.Dispose();
        var ends = await Task.WhenAll(waiting.Select(call => Record.ExceptionAsync(() => call)));
        Assert.All(ends, end => Assert.True(end is null or ObjectDisposedException, $"{end}"));
        Assert.Contains(ends, end => end is ObjectDisposedException);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => classifier.ClassifyAsync(run.Data.Test.Pixels(0).ToArray()));
    }

    [Fact]
    public void One_model_is_opened_and_of_what_the_options_say_wrong_each_line_is_told()
    {
        using var services = Services();
        Assert.Same(services.GetRequiredService<IDkNNClassifier>(), services.GetRequiredService<IDkNNClassifier>());
        Assert.Same(services.GetRequiredService<DkNNModel>().Description, services.GetRequiredService<IDkNNClassifier>().Description);

        using var wrong = Services(options =>
            (options.Model, options.MostWaiting, options.MostImagesPerBatch, options.RejectBelow) = ("", 0, -1, 2));
        var problem = Assert.Throws<OptionsValidationException>(wrong.GetRequiredService<IDkNNClassifier>);
        Assert.Equal(4, problem.Failures.Count());
        Assert.Contains("Model is not set; set it to the directory of a run", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_is_not_there_yet_is_found_by_the_next_who_asks()
    {
        string later = run.Temporary("later");
        using var services = Services(options => options.Model = later);
        var problem = Assert.Throws<DirectoryNotFoundException>(services.GetRequiredService<IDkNNClassifier>);
        Assert.Contains("give the directory of a run", problem.Message, StringComparison.Ordinal);
        Directory.CreateDirectory(later);
        foreach (string file in Directory.EnumerateFiles(ModelDirectory.Find(run.Folder))) File.Copy(file, Path.Combine(later, Path.GetFileName(file)));
        Assert.Equal(10, services.GetRequiredService<IDkNNClassifier>().Description.Classes);
    }

    [Fact]
    public void Folders_of_plugins_are_searched_when_the_model_is_opened_and_a_catalogue_of_ones_own_is_kept()
    {
        using var missing = Services(options => options.PluginFolders.Add(run.Temporary("no-plugins")));
        Assert.Contains(
            "no-plugins", Assert.Throws<DirectoryNotFoundException>(missing.GetRequiredService<IDkNNClassifier>).Message, StringComparison.Ordinal);
        string empty = run.Temporary("empty-plugins");
        Directory.CreateDirectory(empty);
        using var own = new ServiceCollection()
            .AddSingleton(_ => PluginHost.Load(empty))
            .AddDkNN(options => options.Model = run.Folder)
            .BuildServiceProvider();
        Assert.Throws<PluginUnavailableException>(own.GetRequiredService<IDkNNClassifier>);
    }

    [Fact]
    public async Task The_health_check_opens_the_model_and_says_what_is_wrong()
    {
        using var counted = new Heard<long>("dknn.classifications");
        var healthy = await Health(run.Folder);
        Assert.Equal(HealthStatus.Healthy, healthy.Status);
        Assert.Empty(counted.Values);

        var ill = await Health(run.Temporary("nowhere"));
        Assert.Equal(HealthStatus.Unhealthy, ill.Status);
        Assert.Contains("There is no directory", ill.Entries["dknn"].Description, StringComparison.Ordinal);

        async Task<HealthReport> Health(string model)
        {
            var collection = new ServiceCollection()
                .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
                .AddDkNN(options => options.Model = model);
            collection.AddHealthChecks().AddDkNN();
            await using var services = collection.BuildServiceProvider();
            return await services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        }
    }

    [Fact]
    public async Task Meters_tell_of_every_answer()
    {
        const double Threshold = 0.5;
        using var counted = new Heard<long>("dknn.classifications");
        using var rejected = new Heard<long>("dknn.rejected");
        using var credibility = new Heard<double>("dknn.credibility");
        using var duration = new Heard<double>("dknn.duration");
        using var queue = new Heard<int>("dknn.queue.length");
        using var services = Services(options => options.RejectBelow = Threshold);
        var classifier = services.GetRequiredService<IDkNNClassifier>();
        List<DkNNPrediction> answers = [];
        for (int image = 0; image < 20; image++) answers.Add(await classifier.ClassifyAsync(run.Data.Test.Pixels(image).ToArray()));
        answers.Add(classifier.Classify(run.Data.Test.Pixels(20)));
        answers.Add(classifier.Explain(run.Data.Test.Pixels(21), nearest: 1).Prediction);
        answers.AddRange(classifier.Classify(run.Data.Test.Select([22, 23, 24])));
        queue.Observe();

        Assert.Equal(25, counted.Values.Sum());
        Assert.Equal(answers.Select(answer => answer.Credibility), credibility.Values);
        int below = answers.Count(answer => answer.Credibility < Threshold);
        Assert.InRange(below, 1, 24);
        Assert.Equal(below, rejected.Values.Sum());
        Assert.Equal(23, duration.Values.Count);
        Assert.All(duration.Values, seconds => Assert.InRange(seconds, double.Epsilon, 600));
        Assert.Equal([0], queue.Values);
    }

    [Fact]
    public void A_picture_is_read_as_the_model_takes_it()
    {
        using var model = run.Open();
        string path = run.Temporary("digit.png");
        PictureWriter.WritePng(path, run.Data.Test.Shape, run.Data.Test.Pixels(3));
        Same(model.Classify(run.Data.Test.Pixels(3)), model.Classify(model.Description.ReadPicture(path).Pixels.Span));
        var inverted = model.Description.ReadPicture(path, invert: true);
        Assert.Equal(run.Data.Test.Pixels(3).ToArray().Select(pixel => (byte)(255 - pixel)), inverted.Pixels.ToArray());
    }

    private ServiceProvider Services(Action<DkNNOptions>? configure = null) => new ServiceCollection()
        .AddDkNN(options => options.Model = run.Folder)
        .Configure(configure ?? (_ => { }))
        .BuildServiceProvider();

    private static void Same(DkNNPrediction expected, DkNNPrediction answer)
    {
        Assert.Equal(expected.Alpha, answer.Alpha.AsEnumerable());
        Assert.Equal(expected.PValues, answer.PValues.AsEnumerable());
        Assert.Equal((expected.Label, expected.Credibility, expected.NetworkLabel), (answer.Label, answer.Credibility, answer.NetworkLabel));
    }

    /// <summary>What an instrument of the meter "DkNN" tells, in order.</summary>
    private sealed class Heard<T> : IDisposable
        where T : struct
    {
        private readonly ConcurrentQueue<T> _values = [];
        private readonly MeterListener _listener = new();

        public Heard(string instrument)
        {
            _listener.InstrumentPublished = (published, listener) =>
            {
                if (published.Meter.Name == "DkNN" && published.Name == instrument) listener.EnableMeasurementEvents(published);
            };
            _listener.SetMeasurementEventCallback<T>((_, value, _, _) => _values.Enqueue(value));
            _listener.Start();
        }

        public IReadOnlyCollection<T> Values => _values;

        public void Observe() => _listener.RecordObservableInstruments();

        public void Dispose() => _listener.Dispose();
    }
}
