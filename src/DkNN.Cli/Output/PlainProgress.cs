using System.Diagnostics;
using System.Globalization;
using DkNN.Experiments;

namespace DkNN.Cli;

/// <summary>Stages as plain lines, for logs: one when a stage begins, one every so often, one at its end.</summary>
internal sealed class PlainProgress(TextWriter output) : IRunProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    public IStageProgress Begin(string name, long total, string unit) => new Stage(output, name, total, unit);

    public void Warn(string message) => output.WriteLine($"warning: {message}");

    private sealed class Stage : IStageProgress
    {
        private readonly TextWriter _output;
        private readonly string _name;
        private readonly long _total;
        private readonly string _unit;
        private readonly long _start = Stopwatch.GetTimestamp();
        private TimeSpan _next = Interval;
        private long _done;
        private string _detail = "";

        public Stage(TextWriter output, string name, long total, string unit)
        {
            (_output, _name, _total, _unit) = (output, name, total, unit);
            Say($"{name} …");
        }

        public void Advance(long units, string? detail = null)
        {
            _done += units;
            if (detail is not null) _detail = $", {detail}";
            var elapsed = Stopwatch.GetElapsedTime(_start);
            if (elapsed < _next || _done >= _total) return;
            _next = elapsed + Interval;
            double left = elapsed.TotalSeconds / Math.Max(1, _done) * (_total - _done);
            Say(string.Create(CultureInfo.InvariantCulture,
                $"{_name}: {Done()}, {TimeSpan.FromSeconds(left):m\\:ss} left{_detail}"));
        }

        private string Done() => _unit == "percent"
            ? string.Create(CultureInfo.InvariantCulture, $"{_done:N0} %")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{_done:N0} of {_total:N0} {_unit}, {_done / Stopwatch.GetElapsedTime(_start).TotalSeconds:N0}/s");

        public void Dispose()
        {
            double seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
            string state = _done >= _total ? "done" : "stopped";
            Say(string.Create(CultureInfo.InvariantCulture, $"{_name}: {state} after {seconds:F1} s{_detail}"));
        }

        private void Say(string line) => _output.WriteLine(line);
    }
}
