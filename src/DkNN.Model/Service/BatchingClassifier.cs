using System.Diagnostics;
using System.Threading.Channels;
using DkNN.Data;

namespace DkNN.Model;

/// <summary>
/// Answers single images that come at the same time in one batch. One worker takes whatever waits when it is free, and never waits for
/// more: who comes alone is answered at once, and the busier the service, the larger the batches. One is enough, for a batch is searched
/// by all cores.
/// </summary>
internal sealed class BatchingClassifier : IDkNNClassifier, IDisposable
{
    private readonly DkNNModel _model;
    private readonly int _mostImages;
    private readonly Channel<PendingImage> _queue;
    private readonly ClassifierMeter _meter;
    private readonly Task _worker;
    private volatile bool _ended;

    /// <summary>Begins to wait for images.</summary>
    /// <param name="model">Who answers; stays the caller's.</param>
    /// <param name="options">The bounds.</param>
    public BatchingClassifier(DkNNModel model, DkNNOptions options)
    {
        _model = model;
        _mostImages = Math.Min(options.MostImagesPerBatch, model.Search.BatchSize);
        _queue = Channel.CreateBounded<PendingImage>(new BoundedChannelOptions(options.MostWaiting) { SingleReader = true });
        _meter = new ClassifierMeter(options.RejectBelow, () => _queue.Reader.Count);
        _worker = Task.Run(WorkAsync);
    }

    public ModelDescription Description => _model.Description;

    public DkNNPrediction Classify(ReadOnlySpan<byte> pixels, CancellationToken cancellationToken = default)
    {
        long began = Stopwatch.GetTimestamp();
        var answer = _model.Classify(pixels, cancellationToken);
        _meter.Count([answer]);
        _meter.Answered(began);
        return answer;
    }

    public async Task<DkNNPrediction> ClassifyAsync(ReadOnlyMemory<byte> pixels, CancellationToken cancellationToken = default)
    {
        // Refused here, so that it does not spoil the answers of others.
        if (pixels.Length != Description.Image.Size)
        {
            throw new ArgumentException($"An image of {Description.Image} is {Description.Image.Size} bytes, not {pixels.Length}.", nameof(pixels));
        }
        long began = Stopwatch.GetTimestamp();
        var image = new PendingImage(pixels);
        try
        {
            await _queue.Writer.WriteAsync(image, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw Disposed();
        }
        DkNNPrediction answer;
        await using (cancellationToken.UnsafeRegister((pending, token) => ((PendingImage)pending!).Cancel(token), image).ConfigureAwait(false))
        {
            answer = await image.Answer.ConfigureAwait(false);
        }
        _meter.Answered(began);
        return answer;
    }

    public IReadOnlyList<DkNNPrediction> Classify(ImageSet images, CancellationToken cancellationToken = default)
    {
        long began = Stopwatch.GetTimestamp();
        var answers = _model.Classify(images, cancellationToken);
        _meter.Count(answers);
        _meter.Answered(began);
        return answers;
    }

    public Explanation Explain(ReadOnlySpan<byte> pixels, int nearest = 10, CancellationToken cancellationToken = default)
    {
        long began = Stopwatch.GetTimestamp();
        var explanation = _model.Explain(pixels, nearest, cancellationToken);
        _meter.Count([explanation.Prediction]);
        _meter.Answered(began);
        return explanation;
    }

    /// <summary>Waits for the batch under way; whoever waits for a later one gets an <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        _ended = true;
        _queue.Writer.TryComplete();
        _worker.Wait();
        _meter.Dispose();
    }

    private async Task WorkAsync()
    {
        var batch = new List<PendingImage>(_mostImages);
        while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            batch.Clear();
            while (batch.Count < _mostImages && _queue.Reader.TryRead(out var image))
            {
                // Who has cancelled takes no place.
                if (!image.Answer.IsCompleted) batch.Add(image);
            }
            if (batch.Count > 0) Answer(batch);
        }
    }

    private void Answer(List<PendingImage> batch)
    {
        try
        {
            if (_ended) throw Disposed();
            int size = Description.Image.Size;
            byte[] pixels = new byte[batch.Count * size];
            for (int image = 0; image < batch.Count; image++) batch[image].Pixels.CopyTo(pixels, image * size);
            var answers = _model.Classify(Description.Images(pixels, batch.Count), CancellationToken.None);
            _meter.Count(answers);
            for (int image = 0; image < batch.Count; image++) batch[image].Complete(answers[image]);
        }
        catch (Exception problem)
        {
            // It is for those who asked, each of whom gets it; the worker goes on.
            foreach (var image in batch) image.Fail(problem);
        }
    }

    private static ObjectDisposedException Disposed() => new(nameof(IDkNNClassifier), "The service has ended; ask before it is disposed.");
}
