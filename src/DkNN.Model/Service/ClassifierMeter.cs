using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace DkNN.Model;

/// <summary>What a service tells of its work: the instruments of the meter "DkNN". docs/models.md lists them.</summary>
internal sealed class ClassifierMeter : IDisposable
{
    private static readonly InstrumentAdvice<double> Tenths = new() { HistogramBucketBoundaries = [.. Enumerable.Range(1, 9).Select(tenth => tenth / 10.0)] };

    private readonly Meter _meter = new("DkNN");
    private readonly Counter<long> _classifications;
    private readonly Counter<long> _rejected;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _credibility;
    private readonly Histogram<int> _batch;
    private readonly double? _rejectBelow;

    /// <summary>Prepares the instruments.</summary>
    /// <param name="rejectBelow">The credibility below which answers count as rejected, or null.</param>
    /// <param name="waiting">How many images wait.</param>
    public ClassifierMeter(double? rejectBelow, Func<int> waiting)
    {
        _rejectBelow = rejectBelow;
        _classifications = _meter.CreateCounter<long>("dknn.classifications", "{image}", "Images classified.");
        _rejected = _meter.CreateCounter<long>("dknn.rejected", "{image}", "Images whose credibility is below the threshold of the options, or that are blank.");
        _duration = _meter.CreateHistogram<double>("dknn.duration", "s", "Time from a call to its answer, waiting included.");
        _credibility = _meter.CreateHistogram("dknn.credibility", "1", "Credibility of the answers.", tags: null, advice: Tenths);
        _batch = _meter.CreateHistogram<int>("dknn.batch.size", "{image}", "Images classified together.");
        _meter.CreateObservableGauge("dknn.queue.length", waiting, "{image}", "Images that wait for a batch.");
    }

    /// <summary>Counts the answers of a batch.</summary>
    public void Count(IReadOnlyCollection<DkNNPrediction> answers)
    {
        _batch.Record(answers.Count);
        _classifications.Add(answers.Count);
        foreach (var answer in answers)
        {
            _credibility.Record(answer.Credibility);
            if (answer.Credibility < _rejectBelow || (answer.IsBlank && _rejectBelow is not null)) _rejected.Add(1);
        }
    }

    /// <summary>Notes how long a call took.</summary>
    /// <param name="began">The time stamp of its begin.</param>
    public void Answered(long began) => _duration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);

    public void Dispose() => _meter.Dispose();
}
